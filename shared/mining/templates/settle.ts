import { MIN_DISTINCT_VALUES } from "../thresholds.ts";
import { escapeBraces, isMark, kindOfMark, MARKS } from "./marks.ts";

/** A word that varies was seen in this many spellings; three are as likely three files (see docs/mining.md). */
export const MIN_NAMES = 4;

/** Paths of one skeleton that share the values of the positions known not to vary. */
export interface PathGroup {
  skeleton: string;
  marks: readonly number[];
  /** Indexes into `valuesOf`. */
  paths: ArrayLike<number>;
  isFixed: readonly boolean[];
  valuesOf: ValuesOf;
}

export type ValuesOf = (path: number) => readonly string[];
export type OnTemplate = (template: string, slots: readonly number[], group: PathGroup) => void;

const YEAR = /^(?:19|20)\d\d$/;

export function groupOf(skeleton: string, paths: ArrayLike<number>, valuesOf: ValuesOf): PathGroup {
  const marks: number[] = [];
  for (let at = 0; at < skeleton.length; at++) {
    const code = skeleton.charCodeAt(at);
    if (isMark(code)) marks.push(code);
  }
  return { skeleton, marks, paths, isFixed: marks.map((mark) => mark === MARKS.literal), valuesOf };
}

/** Makes positions with too few values fixed, splits by them, and asks again within each part. */
export function settle(group: PathGroup, onTemplate: OnTemplate): void {
  const { marks, paths, valuesOf } = group;
  const isFixed = fixedOf(group);
  const splits: number[] = [];
  for (let at = 0; at < marks.length; at++)
    if (isFixed[at] && (!group.isFixed[at] || marks[at] === MARKS.literal) && distinctValues(group, at) > 1)
      splits.push(at);
  if (splits.length === 0) {
    writeTemplate({ ...group, isFixed }, onTemplate);
    return;
  }
  const parts = new Map<string, number[]>();
  for (let index = 0; index < paths.length; index++) {
    const path = paths[index] ?? 0;
    const values = valuesOf(path);
    const key =
      splits.length === 1 ? (values[splits[0] ?? 0] ?? "") : splits.map((at) => values[at]).join("\n");
    const part = parts.get(key);
    if (part) part.push(path);
    else parts.set(key, [path]);
  }
  for (const part of parts.values()) settle({ ...group, paths: part, isFixed }, onTemplate);
}

/** Which positions do not vary: those known before, and those with too few values. */
function fixedOf(group: PathGroup): boolean[] {
  const { marks, isFixed } = group;
  if (group.paths.length < MIN_DISTINCT_VALUES) return marks.map(() => true);
  const enough = marks.map((mark, at) => !isFixed[at] && distinctValues(group, at) >= least(mark));
  const hasDates = enough.some((isEnough, at) => isEnough && marks[at] === MARKS.date);
  return marks.map((_, at) => isFixed[at] || !(enough[at] || (hasDates && isDateLike(group, at))));
}

const least = (mark: number) => (mark === MARKS.name ? MIN_NAMES : MIN_DISTINCT_VALUES);

/** Distinct values at a position, counted up to what is asked for. */
function distinctValues({ paths, marks, valuesOf }: PathGroup, at: number): number {
  const first = valuesOf(paths[0] ?? 0)[at];
  const most = least(marks[at] ?? 0);
  const others: (string | undefined)[] = [];
  for (let index = 1; index < paths.length; index++) {
    const value = valuesOf(paths[index] ?? 0)[at];
    if (value === first || value === others[0] || others.includes(value)) continue;
    others.push(value);
    if (others.length + 1 >= most) break;
  }
  return others.length + 1;
}

/** What varies with the dates of its name: another date; a month or a year of which at least two were seen. */
function isDateLike(group: PathGroup, at: number): boolean {
  const mark = group.marks[at];
  if (mark === MARKS.date) return true;
  if ((mark !== MARKS.month && mark !== MARKS.number) || distinctValues(group, at) < 2) return false;
  for (let index = 0; index < group.paths.length && mark === MARKS.number; index++)
    if (!YEAR.test(group.valuesOf(group.paths[index] ?? 0)[at] ?? "")) return false;
  return true;
}

function writeTemplate(group: PathGroup, onTemplate: OnTemplate): void {
  const slots: number[] = [];
  group.isFixed.forEach((isFixed, position) => {
    if (!isFixed) slots.push(position);
  });
  onTemplate(templateText(group, group.valuesOf(group.paths[0] ?? 0)), slots, group);
}

/** The template of a path in which nothing varies. */
export function literalText(skeleton: string, values: readonly string[]): string {
  let template = "";
  let from = 0;
  let position = 0;
  for (let at = 0; at < skeleton.length; at++) {
    if (!isMark(skeleton.charCodeAt(at))) continue;
    template += skeleton.slice(from, at) + escapeBraces(values[position++] ?? "");
    from = at + 1;
    if (position === values.length) break;
  }
  return template + skeleton.slice(from);
}

/** The template of a skeleton for paths with these values at the fixed positions. */
export function templateText(
  { skeleton, isFixed }: Pick<PathGroup, "skeleton" | "isFixed">,
  values: readonly string[],
): string {
  let template = "";
  let from = 0;
  let position = 0;
  for (let at = 0; at < skeleton.length; at++) {
    const code = skeleton.charCodeAt(at);
    if (!isMark(code)) continue;
    const part = isFixed[position] ? escapeBraces(values[position] ?? "") : `{${kindOfMark(code)}}`;
    template += skeleton.slice(from, at) + part;
    from = at + 1;
    position++;
  }
  return template + skeleton.slice(from);
}
