import { createNameCutter, MARK, type NameToken } from "./name-tokens.ts";
import { MIN_DISTINCT_VALUES } from "./thresholds.ts";

/** A path's template and the values its variables have in that path. */
export interface TemplatedPath {
  template: string;
  values: string[];
}

interface CutPath {
  index: number;
  skeleton: string;
  tokens: NameToken[];
}

/**
 * The template of each path, learned from all of them: a part of a name becomes a variable only when at least three
 * values of it were seen. Dates of one name stand together: the folder `2026/11` varies when the file's date does.
 *
 *     orders-2026-11-08.csv, orders-2026-11-15.csv, orders-2026-11-22.csv → orders-{date}.csv
 *     reading2.mp4, reading3.mp4                                          → as they are
 *
 * The result does not depend on the order of `paths`. Braces of a name are doubled.
 */
export function templatePaths(paths: readonly string[]): TemplatedPath[] {
  const result: TemplatedPath[] = paths.map((path) => ({ template: escapeBraces(path), values: [] }));
  const groups = new Map<string, CutPath[]>();
  const cutName = createNameCutter();
  paths.forEach((path, index) => {
    const { skeleton, tokens } = cutName(path);
    if (tokens.length === 0) return;
    const key = `${skeleton}\n${tokens.map(({ kind }) => kind).join()}`;
    const group = groups.get(key);
    if (group) group.push({ index, skeleton, tokens });
    else groups.set(key, [{ index, skeleton, tokens }]);
  });
  for (const group of groups.values()) settle(group, new Set(), result);
  return result;
}

/** Makes positions with too few values literal, splits by them, and asks again within each part. */
function settle(group: readonly CutPath[], literal: ReadonlySet<number>, result: TemplatedPath[]): void {
  const tokens = group[0]?.tokens ?? [];
  const counts = tokens.map((_, position) => new Set(group.map((path) => path.tokens[position]?.value)).size);
  const mostDates = Math.max(0, ...counts.filter((_, position) => tokens[position]?.kind === "date"));
  const enough = (position: number) =>
    Math.max(counts[position] ?? 0, tokens[position]?.kind === "date" ? mostDates : 0) >= MIN_DISTINCT_VALUES;
  const fewer = tokens.flatMap((_, position) =>
    !literal.has(position) && !enough(position) ? [position] : [],
  );
  if (fewer.length === 0) {
    for (const path of group) result[path.index] = write(path, literal);
    return;
  }
  const parts = new Map<string, CutPath[]>();
  for (const path of group) {
    const key = fewer.map((position) => path.tokens[position]?.value).join("\n");
    const part = parts.get(key);
    if (part) part.push(path);
    else parts.set(key, [path]);
  }
  const next = new Set([...literal, ...fewer]);
  for (const part of parts.values()) settle(part, next, result);
}

function write({ skeleton, tokens }: CutPath, literal: ReadonlySet<number>): TemplatedPath {
  const values: string[] = [];
  const pieces = skeleton.split(MARK);
  const template = pieces.map((piece, position) => {
    const token = tokens[position];
    if (!token) return escapeBraces(piece);
    if (literal.has(position)) return escapeBraces(piece + token.value);
    values.push(token.value);
    return `${escapeBraces(piece)}{${token.kind}}`;
  });
  return { template: template.join(""), values };
}

function escapeBraces(text: string): string {
  return text.replaceAll("{", "{{").replaceAll("}", "}}");
}

export type TemplatePart = { kind: "text"; text: string } | { kind: "variable"; name: string };

/** A template in parts, for showing its variables apart and for matching. */
export function templateParts(template: string): TemplatePart[] {
  const parts: TemplatePart[] = [];
  let text = "";
  for (const [piece] of template.matchAll(/\{\{|\}\}|\{[a-z]+\}|[\s\S]/g)) {
    if (/^\{[a-z]+\}$/.test(piece)) {
      if (text !== "") parts.push({ kind: "text", text });
      text = "";
      parts.push({ kind: "variable", name: piece.slice(1, -1) });
    } else {
      text += piece.charAt(0);
    }
  }
  if (text !== "") parts.push({ kind: "text", text });
  return parts;
}

/** A template as a glob: each variable is `*`, a run without a slash. */
export function templateGlob(template: string): string {
  return templateParts(template)
    .map((part) => (part.kind === "text" ? part.text : "*"))
    .join("");
}

/** Whether a path has the form of a template. */
export function matchesTemplate(template: string, path: string): boolean {
  const wanted = templateParts(template);
  if (wanted.every((part) => part.kind === "text")) return wanted.map((part) => part.text).join("") === path;
  const source = wanted.map((part) =>
    part.kind === "text"
      ? part.text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")
      : part.name === "date"
        ? ".{4,24}?"
        : "[^/]{1,64}?",
  );
  return new RegExp(`^${source.join("")}$`, "u").test(path);
}
