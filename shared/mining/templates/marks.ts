/** What a varying part of a name is. `name` is a word that stands where other names stand, see `free-names.ts`. */
export const VARIABLE_KINDS = [
  "date",
  "time",
  "timestamp",
  "number",
  "version",
  "hash",
  "copy",
  "month",
  "name",
] as const;
export type VariableKind = (typeof VARIABLE_KINDS)[number];

/** Code of the character that stands for a varying part in a skeleton. Tab and line breaks are left out. */
export const MARKS = {
  date: 1,
  time: 2,
  timestamp: 3,
  number: 4,
  version: 5,
  hash: 6,
  copy: 7,
  month: 8,
  name: 14,
  /** A control character of a real path: kept as a value that never varies, so that it is not taken for a mark. */
  literal: 15,
} as const;

const KIND_OF_MARK = new Map<number, VariableKind>(VARIABLE_KINDS.map((kind) => [MARKS[kind], kind]));

/** The kind a mark stands for; null for a kept control character, which is no variable. */
export function kindOfMark(code: number): VariableKind | null {
  return KIND_OF_MARK.get(code) ?? null;
}

/** Whether a character of a skeleton is a mark: skeletons hold no other control characters. */
export function isMark(code: number): boolean {
  return code < 32;
}

/** Doubles the braces of a text, as templates and skeletons write them. */
export function escapeBraces(text: string): string {
  return text.includes("{") || text.includes("}") ? text.replaceAll("{", "{{").replaceAll("}", "}}") : text;
}
