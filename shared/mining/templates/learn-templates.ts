import { MIN_DISTINCT_VALUES } from "../thresholds.ts";
import { escapeBraces, isMark, kindOfMark, MARKS } from "./marks.ts";

export interface CutPaths {
  /** Distinct skeletons of `createNameCutter`. */
  skeletons: readonly string[];
  /** Skeleton of each path, an index into `skeletons`. */
  skeletonOf: Int32Array;
  /** Values of each path. */
  valuesOf: readonly (readonly string[])[];
}

export interface LearnedTemplates {
  templates: string[];
  /** Template of each path, an index into `templates`. */
  templateOf: Int32Array;
  /** For each template: which of a path's values are its variables, ascending. */
  slotsOf: (readonly number[])[];
}

/** Paths of one skeleton that share the values of the positions known not to vary. */
interface Group {
  skeleton: string;
  marks: readonly number[];
  paths: readonly number[];
  isFixed: readonly boolean[];
}

const NO_SLOTS: readonly number[] = [];

/**
 * The template of each path, learned from all of one person: a part of a name becomes a variable only when at least
 * three values of it were seen. Dates of one name stand together: the folder `2026/11` varies when the file's date does.
 *
 *     orders-2026-11-08.csv, orders-2026-11-15.csv, orders-2026-11-22.csv → orders-{date}.csv
 *     reading2.mp4, reading3.mp4                                          → as they are
 *
 * The templates depend on the set of paths alone, their numbers on the order. O(paths) where nothing varies; at most
 * `MAX_PARTS` passes over the paths of one skeleton.
 */
export function learnTemplates({ skeletons, skeletonOf, valuesOf }: CutPaths): LearnedTemplates {
  const learned: LearnedTemplates = {
    templates: [],
    templateOf: new Int32Array(skeletonOf.length),
    slotsOf: [],
  };
  const groupOf = new Int32Array(skeletons.length).fill(-1);
  const groups: { skeleton: string; paths: number[] }[] = [];
  for (let path = 0; path < skeletonOf.length; path++) {
    const skeleton = skeletonOf[path] ?? 0;
    if (valuesOf[path]?.length === 0) {
      learned.templateOf[path] = learned.templates.push(skeletons[skeleton] ?? "") - 1;
      learned.slotsOf.push(NO_SLOTS);
      continue;
    }
    const group = groupOf[skeleton] ?? -1;
    if (group >= 0) groups[group]?.paths.push(path);
    else groupOf[skeleton] = groups.push({ skeleton: skeletons[skeleton] ?? "", paths: [path] }) - 1;
  }
  for (const { skeleton, paths } of groups) {
    const marks = marksOf(skeleton);
    settle(
      { skeleton, marks, paths, isFixed: marks.map((mark) => mark === MARKS.literal) },
      valuesOf,
      learned,
    );
  }
  return learned;
}

function marksOf(skeleton: string): number[] {
  const marks: number[] = [];
  for (let at = 0; at < skeleton.length; at++) {
    const code = skeleton.charCodeAt(at);
    if (isMark(code)) marks.push(code);
  }
  return marks;
}

/** Makes positions with too few values fixed, splits by them, and asks again within each part. */
function settle(group: Group, valuesOf: CutPaths["valuesOf"], learned: LearnedTemplates): void {
  const isFixed = fixedOf(group, valuesOf);
  const fewer = group.marks.flatMap((_, at) => (isFixed[at] && !group.isFixed[at] ? [at] : []));
  if (fewer.length === 0) {
    writeTemplate(group, valuesOf, learned);
    return;
  }
  const parts = new Map<string, number[]>();
  for (const path of group.paths) {
    const values = valuesOf[path];
    const key =
      fewer.length === 1 ? (values?.[fewer[0] ?? 0] ?? "") : fewer.map((at) => values?.[at]).join("\n");
    const part = parts.get(key);
    if (part) part.push(path);
    else parts.set(key, [path]);
  }
  for (const paths of parts.values()) settle({ ...group, paths, isFixed }, valuesOf, learned);
}

/** Which positions do not vary: those known before, and those with fewer than three values. */
function fixedOf({ marks, paths, isFixed }: Group, valuesOf: CutPaths["valuesOf"]): boolean[] {
  if (paths.length < MIN_DISTINCT_VALUES) return marks.map(() => true);
  const hasEnough = marks.map((_, at) => !isFixed[at] && hasThreeValues(paths, at, valuesOf));
  const hasDates = hasEnough.some((enough, at) => enough && marks[at] === MARKS.date);
  return marks.map(
    (mark, at) => isFixed[at] || !(hasEnough[at] || (hasDates && isDateLike(mark, paths, at, valuesOf))),
  );
}

function hasThreeValues(paths: readonly number[], at: number, valuesOf: CutPaths["valuesOf"]): boolean {
  const first = valuesOf[paths[0] ?? 0]?.[at];
  let second: string | undefined;
  for (const path of paths) {
    const value = valuesOf[path]?.[at];
    if (value === first || value === second) continue;
    if (second !== undefined) return true;
    second = value;
  }
  return false;
}

/** What varies with the dates of its name: another date; a month or a year of which at least two were seen. */
function isDateLike(
  mark: number,
  paths: readonly number[],
  at: number,
  valuesOf: CutPaths["valuesOf"],
): boolean {
  if (mark === MARKS.date) return true;
  if (mark !== MARKS.month && mark !== MARKS.number) return false;
  const first = valuesOf[paths[0] ?? 0]?.[at];
  let isSame = true;
  for (const path of paths) {
    const value = valuesOf[path]?.[at] ?? "";
    if (mark === MARKS.number && !YEAR.test(value)) return false;
    if (value !== first) isSame = false;
  }
  return !isSame;
}

const YEAR = /^(?:19|20)\d\d$/;

function writeTemplate(group: Group, valuesOf: CutPaths["valuesOf"], learned: LearnedTemplates): void {
  const values = valuesOf[group.paths[0] ?? 0] ?? [];
  const slots: number[] = [];
  let template = "";
  let from = 0;
  let position = 0;
  for (let at = 0; at < group.skeleton.length; at++) {
    const code = group.skeleton.charCodeAt(at);
    if (!isMark(code)) continue;
    template += group.skeleton.slice(from, at);
    if (group.isFixed[position]) template += escapeBraces(values[position] ?? "");
    else {
      template += `{${kindOfMark(code)}}`;
      slots.push(position);
    }
    from = at + 1;
    position++;
  }
  const index = learned.templates.push(template + group.skeleton.slice(from)) - 1;
  learned.slotsOf.push(slots);
  for (const path of group.paths) learned.templateOf[path] = index;
}
