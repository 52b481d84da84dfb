import type { Value } from "../../shared/workflows/parts.ts";

/** A part of an answer by its path; null where there is none. */
export function at(value: Value | undefined, ...path: readonly (string | number)[]): Value {
  let found: Value | undefined = value;
  for (const part of path) {
    if (typeof found !== "object" || found === null) return null;
    found = (found as Record<string | number, Value>)[part];
  }
  return found ?? null;
}

/** The same as text; "" where there is none. */
export function textAt(value: Value | undefined, ...path: readonly (string | number)[]): string {
  const found = at(value, ...path);
  return typeof found === "string" ? found : found === null ? "" : JSON.stringify(found);
}
