import type { Expression } from "jsonata";
import { MAX_TEXT_LENGTH, MAX_VALUE_NODES, measure } from "./measure.ts";

/** They read code from data, or give another answer each time; a run must find the same when it is taken up again. */
export const BARRED_FUNCTIONS: ReadonlySet<string> = new Set(["eval", "random", "shuffle", "clone"]);

interface Focus {
  environment: { lookup(name: string): { implementation(...args: unknown[]): unknown } };
}

/**
 * Puts functions in the place of the library's: those with a clock, and those that could make much out of little.
 * `nowOf` gives the time of the evaluation at hand.
 */
export function replaceFunctions(expression: Expression, nowOf: (focus: Focus) => number): void {
  expression.registerFunction("millis", millis, "<:n>");
  expression.registerFunction("now", now, "<s?s?:s>");
  expression.registerFunction("pad", pad, "<s-ns?:s>");
  expression.registerFunction("join", join, "<a<s>s?:s>");
  expression.registerFunction("string", string, "<x-b?:s>");

  function millis(this: unknown): number {
    return nowOf(this as Focus);
  }

  function now(this: unknown, picture?: string, zone?: string): unknown {
    const focus = this as Focus;
    if (picture === undefined) return new Date(nowOf(focus)).toISOString();
    return focus.environment.lookup("fromMillis").implementation.call(focus, nowOf(focus), picture, zone);
  }
}

function pad(text: string | undefined, width: number, char?: string): string | undefined {
  if (text === undefined) return undefined;
  if (!(Math.abs(width) <= MAX_TEXT_LENGTH)) throw new RangeError("$pad: a text may have at most 1 MiB");
  return width < 0 ? text.padStart(-width, char || " ") : text.padEnd(width, char || " ");
}

function join(texts: string[] | undefined, separator = ""): string | undefined {
  if (texts === undefined) return undefined;
  const length = texts.reduce((sum, text) => sum + text.length + separator.length, 0);
  if (length > MAX_TEXT_LENGTH) throw new RangeError("$join: a text may have at most 1 MiB");
  return texts.join(separator);
}

function string(value: unknown, isPretty = false): string | undefined {
  if (value === undefined || typeof value === "string") return value;
  if (typeof value === "number" && !Number.isFinite(value)) {
    throw new RangeError("$string: this number divides by zero or is out of range");
  }
  if (measure(value, new WeakMap()) > MAX_VALUE_NODES)
    throw new RangeError("$string: this value is too large");
  return JSON.stringify(value, asLibrary, isPretty ? 2 : 0) ?? "";
}

/** Numbers with 15 digits and functions as nothing, as the library writes them. */
function asLibrary(_name: string, value: unknown): unknown {
  if (typeof value === "number" && !Number.isInteger(value)) return Number(value.toPrecision(15));
  if (typeof value === "function") return "";
  if (
    typeof value === "object" &&
    value !== null &&
    ("_jsonata_function" in value || "_jsonata_lambda" in value)
  ) {
    return "";
  }
  return value;
}
