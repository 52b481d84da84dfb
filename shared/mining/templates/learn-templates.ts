import { MIN_DISTINCT_VALUES } from "../thresholds.ts";
import { copyBase, withoutValue } from "./copies.ts";
import { findNameFamilies, type NameFamily } from "./free-names.ts";
import { findLookAlikes } from "./look-alikes.ts";
import { isMark, MARKS } from "./marks.ts";
import { groupOf, literalText, settle, templateText } from "./settle.ts";

export interface CutPaths {
  /** Distinct skeletons of `createNameCutter`. */
  skeletons: readonly string[];
  /** Skeleton of each path, an index into `skeletons`. */
  skeletonOf: Int32Array;
  /** Values of each path. */
  valuesOf: readonly (readonly string[])[];
  /** Events of each path; without it each path counts as one. Only free names look at it. */
  weightOf?: Int32Array;
}

export interface LearnedTemplates {
  templates: string[];
  /** Template of each path, an index into `templates`. */
  templateOf: Int32Array;
  /** Values that the template's variables have in a path, in order. */
  variablesOf: (path: number) => readonly string[];
}

/** What is known while learning. */
interface Learning extends CutPaths {
  /** Values of paths whose skeleton is another than the one they were cut to. */
  rewritten: Map<number, readonly string[]>;
  templates: string[];
  slotsOf: (readonly number[])[];
  templateOf: Int32Array;
  /** Paths with values, by skeleton. */
  groups: (number[] | undefined)[];
  /** One path of each skeleton. */
  pathOf: Int32Array;
}

const MAX_SERIES_DIGITS = 2;
const NO_SLOTS: readonly number[] = [];
const NO_VALUES: readonly string[] = [];

/**
 * The template of each path, learned from all of one person: a part of a name becomes a variable only when at least
 * three values of it were seen. Dates of one name stand together: the folder `2026/11` varies when the file's date does.
 *
 *     orders-2026-11-08.csv, orders-2026-11-15.csv, orders-2026-11-22.csv → orders-{date}.csv
 *     reading2.mp4, reading3.mp4                                          → as they are
 *     offer-acme.pdf, offer-delmar.pdf, offer-ibex.pdf, offer-corvo.pdf   → offer-{name}.pdf
 *     plan.pdf, plan (1).pdf, plan - Copy.pdf                             → plan.pdf
 *
 * The templates depend on the set of paths and their weights alone, their numbers on the order. O(paths) where nothing
 * varies; at most `MAX_PARTS` passes over the paths of one skeleton.
 */
export function learnTemplates(paths: CutPaths): LearnedTemplates {
  const learning: Learning = {
    ...paths,
    rewritten: new Map(),
    templates: [],
    slotsOf: [],
    templateOf: new Int32Array(paths.skeletonOf.length),
    groups: new Array(paths.skeletons.length),
    pathOf: new Int32Array(paths.skeletons.length),
  };
  const families = findNameFamilies(paths.skeletons, eventsOfSkeletons(learning), (skeleton) =>
    isInSeries(learning, skeleton),
  );
  collectGroups(learning, families);
  moveLookAlikes(learning);
  const copies = takeCopies(learning);
  const forms = settleGroups(learning, new Set(copies.map(({ base }) => base)));
  for (const copy of copies) settleCopies(learning, copy, forms);
  const { templates, slotsOf, templateOf } = learning;
  return {
    templates,
    templateOf,
    variablesOf: (path) => {
      const slots = slotsOf[templateOf[path] ?? 0] ?? NO_SLOTS;
      if (slots.length === 0) return NO_VALUES;
      const values = valuesAt(learning, path);
      return slots.map((slot) => values[slot] ?? "");
    },
  };
}

const valuesAt = ({ rewritten, valuesOf }: Learning, path: number) =>
  (rewritten.size > 0 ? rewritten.get(path) : undefined) ?? valuesOf[path] ?? NO_VALUES;

/** `appendix-04-keywords`: names with a short number are chapters, each a file of its own, not names of customers. */
function isInSeries({ skeletons, pathOf, valuesOf }: Learning, skeleton: number): boolean {
  const text = skeletons[skeleton] ?? "";
  const slash = text.lastIndexOf("/");
  let position = 0;
  for (let at = 0; at < text.length; at++) {
    const mark = text.charCodeAt(at);
    if (!isMark(mark)) continue;
    const value = valuesOf[pathOf[skeleton] ?? 0]?.[position++] ?? "";
    if (at > slash && mark === MARKS.number && value.length <= MAX_SERIES_DIGITS) return true;
  }
  return false;
}

/** Also remembers a path of each skeleton. */
function eventsOfSkeletons({ skeletons, skeletonOf, weightOf, pathOf }: Learning): Int32Array {
  const events = new Int32Array(skeletons.length);
  for (let path = 0; path < skeletonOf.length; path++) {
    const skeleton = skeletonOf[path] ?? 0;
    pathOf[skeleton] = path;
    events[skeleton] = (events[skeleton] ?? 0) + (weightOf ? (weightOf[path] ?? 0) : 1);
  }
  return events;
}

function addTemplate(learning: Learning, template: string, slots: readonly number[]): number {
  learning.slotsOf.push(slots);
  return learning.templates.push(template) - 1;
}

/** Groups the paths that have values; those without are their own template, families are settled at once. */
function collectGroups(learning: Learning, families: readonly NameFamily[]): void {
  const { skeletons, skeletonOf, valuesOf, groups } = learning;
  const familyOf = new Map<number, { family: number; word: string }>();
  families.forEach(({ members }, family) => {
    for (const { skeleton, word } of members) familyOf.set(skeleton, { family, word });
  });
  const familyPaths: number[][] = families.map(() => []);
  for (let path = 0; path < skeletonOf.length; path++) {
    const skeleton = skeletonOf[path] ?? 0;
    const member = familyOf.size > 0 ? familyOf.get(skeleton) : undefined;
    if (member) {
      const position = families[member.family]?.position ?? 0;
      learning.rewritten.set(path, (valuesOf[path] ?? NO_VALUES).toSpliced(position, 0, member.word));
      familyPaths[member.family]?.push(path);
    } else if (valuesOf[path]?.length === 0) {
      learning.templateOf[path] = addTemplate(learning, skeletons[skeleton] ?? "", NO_SLOTS);
    } else {
      const group = groups[skeleton];
      if (group) group.push(path);
      else groups[skeleton] = [path];
    }
  }
  families.forEach(({ skeleton }, family) => {
    settlePaths(learning, skeleton, familyPaths[family] ?? []);
  });
}

function moveLookAlikes(learning: Learning): void {
  const { groups, skeletons } = learning;
  for (const { from, to, paths } of findLookAlikes(skeletons, groups, (path) => valuesAt(learning, path))) {
    const moved = new Set(paths);
    const rest = groups[from]?.filter((path) => !moved.has(path)) ?? [];
    groups[from] = rest.length > 0 ? rest : undefined;
    groups[to] = [...(groups[to] ?? []), ...paths];
  }
}

/** Copies of one skeleton whose original was seen. */
interface Copies {
  skeleton: number;
  base: number;
  position: number;
  paths: number[];
}

function takeCopies({ groups, skeletons }: Learning): Copies[] {
  const wanted = new Map<string, Omit<Copies, "base">[]>();
  groups.forEach((paths, skeleton) => {
    const base = paths ? copyBase(skeletons[skeleton] ?? "") : null;
    if (!paths || !base) return;
    const list = wanted.get(base.skeleton) ?? [];
    list.push({ skeleton, position: base.position, paths });
    wanted.set(base.skeleton, list);
  });
  if (wanted.size === 0) return [];
  return skeletons.flatMap((text, base) =>
    (wanted.get(text) ?? []).map((copies) => {
      groups[copies.skeleton] = undefined;
      return { ...copies, base };
    }),
  );
}

/** The templates of one skeleton: which positions are fixed in some of them, and their numbers by text. */
interface Forms {
  fixed: (readonly boolean[])[];
  byText: Map<string, number>;
}

function settleGroups(learning: Learning, bases: ReadonlySet<number>): Map<number, Forms> {
  const forms = new Map<number, Forms>();
  learning.groups.forEach((paths, skeleton) => {
    if (!paths) return;
    const form = bases.has(skeleton) ? { fixed: [], byText: new Map() } : undefined;
    if (form) forms.set(skeleton, form);
    settlePaths(learning, learning.skeletons[skeleton] ?? "", paths, form);
  });
  return forms;
}

function settlePaths(learning: Learning, skeleton: string, paths: number[], forms?: Forms): void {
  if (paths.length < MIN_DISTINCT_VALUES && !forms) {
    for (const path of paths)
      learning.templateOf[path] = addTemplate(
        learning,
        literalText(skeleton, valuesAt(learning, path)),
        NO_SLOTS,
      );
    return;
  }
  const group = groupOf(skeleton, paths, (path) => valuesAt(learning, path));
  settle(group, (template, slots, { isFixed, paths: members }) => {
    const index = addTemplate(learning, template, slots);
    for (let member = 0; member < members.length; member++) learning.templateOf[members[member] ?? 0] = index;
    if (!forms) return;
    forms.byText.set(template, index);
    if (!forms.fixed.some((known) => known.every((fixed, at) => fixed === isFixed[at])))
      forms.fixed.push(isFixed);
  });
}

/** Gives copies the template of their original; those whose original was not seen are settled by themselves. */
function settleCopies(learning: Learning, copies: Copies, forms: ReadonlyMap<number, Forms>): void {
  const { skeletons, templateOf, pathOf } = learning;
  const skeleton = skeletons[copies.base] ?? "";
  const form = forms.get(copies.base);
  const hasValues = (learning.valuesOf[pathOf[copies.base] ?? 0]?.length ?? 0) > 0;
  const alone: number[] = [];
  for (const path of copies.paths) {
    const values = withoutValue(valuesAt(learning, path), copies.position);
    const text = form?.fixed
      .map((isFixed) => templateText({ skeleton, isFixed }, values))
      .find((template) => form.byText.has(template));
    const template = hasValues ? form?.byText.get(text ?? "") : templateOf[pathOf[copies.base] ?? 0];
    if (template === undefined) alone.push(path);
    else {
      templateOf[path] = template;
      learning.rewritten.set(path, values);
    }
  }
  if (alone.length > 0) settlePaths(learning, skeletons[copies.skeleton] ?? "", alone);
}
