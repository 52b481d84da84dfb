import { stemEnd } from "./cut-name.ts";
import { isMark, MARKS } from "./marks.ts";

const COPY = String.fromCharCode(MARKS.copy);
const SPACE = 32;
const UNDERSCORE = 95;
const DASH = 45;

export interface CopyBase {
  /** Skeleton of the file that was copied. */
  skeleton: string;
  /** Which value is the copy's. */
  position: number;
}

/** `report ␇.csv` → `report.csv`, `␇ report.csv` → `report.csv`; null where no name ends or starts with a copy's mark. */
export function copyBase(skeleton: string): CopyBase | null {
  const mark = skeleton.lastIndexOf(COPY);
  if (mark < 0) return null;
  const slash = skeleton.lastIndexOf("/") + 1;
  if (mark < slash) return null;
  const end = stemEnd(skeleton, slash);
  let from = mark;
  let to = mark + 1;
  if (to === end) {
    const before = skeleton.charCodeAt(mark - 1);
    if (before === SPACE || before === UNDERSCORE || before === DASH) from--;
    if (from <= slash) return null;
  } else if (mark === slash && skeleton.charCodeAt(to) === SPACE) to++;
  else return null;
  let position = 0;
  for (let at = 0; at < mark; at++) if (isMark(skeleton.charCodeAt(at))) position++;
  return { skeleton: skeleton.slice(0, from) + skeleton.slice(to), position };
}

export function withoutValue(values: readonly string[], position: number): string[] {
  return values.filter((_, at) => at !== position);
}
