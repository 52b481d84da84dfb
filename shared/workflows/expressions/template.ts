import type { Value } from "../parts.ts";
import { type EvaluateOptions, ExpressionError, evaluateExpression } from "./expression.ts";

export type TemplatePart = { text: string } | { expression: string; at: number };

/**
 * Text and the expressions in it: `Hello {{ input.name }}` → two parts. `\{{` is two braces of text. Throws
 * ExpressionError `syntax` where braces are opened and not closed.
 */
export function templateParts(template: string): TemplatePart[] {
  const parts: TemplatePart[] = [];
  let text = "";
  let at = 0;
  while (at < template.length) {
    if (template.startsWith("\\{{", at)) {
      text += "{{";
      at += 3;
    } else if (template.startsWith("{{", at)) {
      const end = endOfExpression(template, at + 2);
      if (text) parts.push({ text });
      text = "";
      parts.push({ expression: template.slice(at + 2, end).trim(), at: at + 2 });
      at = end + 2;
    } else {
      text += template[at];
      at++;
    }
  }
  if (text) parts.push({ text });
  return parts;
}

/** Braces of objects and of quoted texts do not end an expression. */
function endOfExpression(template: string, start: number): number {
  let depth = 0;
  let quote = "";
  for (let at = start; at < template.length; at++) {
    const char = template[at] ?? "";
    if (quote) {
      if (char === "\\") at++;
      else if (char === quote) quote = "";
    } else if (char === '"' || char === "'" || char === "`") quote = char;
    else if (depth === 0 && template.startsWith("}}", at)) return at;
    else if (char === "{") depth++;
    else if (char === "}") depth--;
  }
  throw new ExpressionError("syntax", "{{ is not closed: write }} after the expression", start - 2);
}

/** Every template in a value, with its place in it (`body.lines.0`). */
export function templatesIn(value: unknown, place: string): { place: string; template: string }[] {
  if (typeof value === "string") return value.includes("{{") ? [{ place, template: value }] : [];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, child]) => templatesIn(child, `${place}.${key}`));
}

/** A template that found nothing, or an expression that failed, and where. */
export class TemplateError extends Error {
  readonly code: ExpressionError["code"] | "missing_value";
  readonly place: string;

  constructor(code: TemplateError["code"], place: string, message: string) {
    super(`${place}: ${message}`);
    this.code = code;
    this.place = place;
  }
}

/**
 * The value with each template filled in. A text that is one expression alone becomes that expression's value, of its
 * type; in other text values are written out. Throws TemplateError with the place.
 */
export async function fillIn(
  value: Value,
  data: object,
  options: EvaluateOptions & { place: string },
): Promise<Value> {
  if (typeof value === "string") return value.includes("{{") ? fillInText(value, data, options) : value;
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) {
    const filled: Value[] = [];
    for (const [index, child] of value.entries()) {
      filled.push(await fillIn(child, data, { ...options, place: `${options.place}.${index}` }));
    }
    return filled;
  }
  const filled: [string, Value][] = [];
  for (const [key, child] of Object.entries(value)) {
    filled.push([key, await fillIn(child, data, { ...options, place: `${options.place}.${key}` })]);
  }
  return Object.fromEntries(filled);
}

async function fillInText(
  template: string,
  data: object,
  options: EvaluateOptions & { place: string },
): Promise<Value> {
  const parts = templateParts(template);
  const [only] = parts;
  if (parts.length === 1 && only && "expression" in only) return resolve(only.expression, data, options);
  let text = "";
  for (const part of parts) {
    text += "text" in part ? part.text : asText(await resolve(part.expression, data, options));
  }
  return text;
}

async function resolve(
  expression: string,
  data: object,
  options: EvaluateOptions & { place: string },
): Promise<Value> {
  try {
    const value = await evaluateExpression(expression, data, options);
    if (value !== undefined) return value as Value;
  } catch (cause) {
    if (!(cause instanceof ExpressionError)) throw cause;
    throw new TemplateError(cause.code, options.place, `{{ ${expression} }}: ${cause.message}`);
  }
  throw new TemplateError("missing_value", options.place, `{{ ${expression} }} has no value`);
}

function asText(value: Value): string {
  if (value === null) return "";
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}
