import { createNameCutter } from "./cut-name.ts";
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

/** A template as a glob: each variable is `*`, a run without a slash. */
export function templateGlob(template: string): string {
  return templateParts(template)
    .map((part) => (part.kind === "text" ? part.text : "*"))
    .join("");
}

/**
 * Whether a path has the form of a template: the path is cut as the template's were, so `{date}` stands for a whole date
 * and never for a part of one or for another word.
 */
export function matchesTemplate(template: string, path: string): boolean {
  return valuesIn(template, path) !== null;
}

/** The values that the template's variables have in a path, in order; null when the path has not its form. */
export function valuesIn(template: string, path: string): string[] | null {
  const values: string[] = [];
  const parts = partsAt(path);
  let at = 0;
  for (const part of templateParts(template)) {
    if (part.kind === "text") {
      if (!path.startsWith(part.text, at)) return null;
      at += part.text.length;
      continue;
    }
    const found = parts.get(at);
    if (!found || found.kind !== part.name) return null;
    values.push(found.value);
    at += found.value.length;
  }
  return at === path.length ? values : null;
}

/** The varying parts of a path by where they start. */
function partsAt(path: string): Map<number, { kind: string | null; value: string }> {
  const { skeleton, values } = createNameCutter()(path);
  const parts = new Map<number, { kind: string | null; value: string }>();
  let at = 0;
  let next = 0;
  for (let index = 0; index < skeleton.length; index++) {
    const code = skeleton.charCodeAt(index);
    if (isMark(code)) {
      const value = values[next++] ?? "";
      parts.set(at, { kind: kindOfMark(code), value });
      at += value.length;
    } else {
      // A brace is doubled in the skeleton.
      if (code === 123 || code === 125) index++;
      at++;
    }
  }
  return parts;
}
