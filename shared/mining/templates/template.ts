import { copyBase, withoutValue } from "./copies.ts";
import { type CutName, createNameCutter, fillSkeleton } from "./cut-name.ts";
import { MAX_WORD, MIN_WORD } from "./free-names.ts";
import { letterOf, lettersEnd } from "./letters.ts";
import { isMark, kindOfMark } from "./marks.ts";

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

/** The variable of a folded burst: whatever lies in the folder before it. */
const ANY_FILES = "files";
/** The variable of new files: a whole name without its extension. */
const ANY_FILE = "file";

/** A template as a glob: each variable is `*`, a run without a slash; `{files}` is `**`. */
export function templateGlob(template: string): string {
  return templateParts(template)
    .map((part) => (part.kind === "text" ? part.text : part.name === ANY_FILES ? "**" : "*"))
    .join("");
}

/**
 * Whether a path has the form of a template: the path is cut as the template's were, so `{date}` stands for a whole date
 * and never for a part of one or for another word. A copy, `plan (1).pdf`, has the form of its original too.
 */
export function matchesTemplate(template: string, path: string): boolean {
  return valuesIn(template, path) !== null;
}

/** The values that the template's variables have in a path, in order; null when the path has not its form. */
export function valuesIn(template: string, path: string): string[] | null {
  const parts = templateParts(template);
  let cut: CutName | null = createNameCutter()(path);
  while (cut) {
    const values = readValues(parts, cut);
    if (values) return values;
    const base = copyBase(cut.skeleton);
    cut = base && { skeleton: base.skeleton, values: withoutValue(cut.values, base.position) };
  }
  return null;
}

function readValues(wanted: readonly TemplatePart[], { skeleton, values }: CutName): string[] | null {
  const path = fillSkeleton(skeleton, values);
  const parts = partsAt(skeleton, values);
  const found: string[] = [];
  let at = 0;
  for (const part of wanted) {
    if (part.kind === "text") {
      if (!path.startsWith(part.text, at)) return null;
      at += part.text.length;
      continue;
    }
    const to = endOf(part.name, path, at, parts);
    if (to <= at) return null;
    found.push(path.slice(at, to));
    at = to;
  }
  return at === path.length ? found : null;
}

function endOf(variable: string, path: string, at: number, parts: ReadonlyMap<number, Part>): number {
  if (variable === ANY_FILES) return path.length;
  if (variable === ANY_FILE)
    return path.includes("/", at) ? 0 : Math.max(path.lastIndexOf("."), 0) || path.length;
  return variable === "name" ? wordEnd(path, at, parts) : variableEnd(parts.get(at), variable, path, at);
}

interface Part {
  kind: string | null;
  to: number;
}

/** The varying parts of a path by where they start. */
function partsAt(skeleton: string, values: readonly string[]): Map<number, Part> {
  const parts = new Map<number, Part>();
  let at = 0;
  let next = 0;
  for (let index = 0; index < skeleton.length; index++) {
    const code = skeleton.charCodeAt(index);
    if (!isMark(code)) {
      // A brace is doubled in the skeleton.
      if (code === 123 || code === 125) index++;
      at++;
      continue;
    }
    const to = at + (values[next++]?.length ?? 0);
    parts.set(at, { kind: kindOfMark(code), to });
    at = to;
  }
  return parts;
}

/** A part of the wanted kind; digits alone may be a hash or a counter that looks like something else. */
function variableEnd(part: Part | undefined, kind: string, path: string, at: number): number {
  if (!part) return 0;
  if (part.kind === kind) return part.to;
  const isLookAlike = kind === "hash" || (kind === "number" && part.kind === "date");
  return isLookAlike && /^\d{6,}$/.test(path.slice(at, part.to)) ? part.to : 0;
}

/** End of the word at `from`; 0 where a varying part starts or nothing is a word. */
function wordEnd(path: string, from: number, parts: ReadonlyMap<number, Part>): number {
  if (parts.has(from) || (from > 0 && letterOf(path.charCodeAt(from - 1)) !== 0)) return 0;
  const to = lettersEnd(path, from, path.length);
  return to - from >= MIN_WORD && to - from <= MAX_WORD ? to : 0;
}
