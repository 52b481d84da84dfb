import { hasLoneSurrogate, quote, utf8Length } from "./text.ts";

export const MAX_DETAILS_BYTES = 16 * 1024;
export const MAX_DETAILS_KEYS = 64;
export const MAX_DETAILS_DEPTH = 5;

/** Why a value cannot be an event's details, or null. Depth 1 is `details` itself; arrays count as a level. */
export function detailsProblem(value: unknown): string | null {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    return `must be an object, got ${quote(value)}`;
  }
  const seen = { keys: 0 };
  const problem = walk(value, 1, seen);
  if (problem) return problem;
  const bytes = utf8Length(JSON.stringify(value));
  return bytes > MAX_DETAILS_BYTES ? `are ${bytes} bytes of JSON; at most ${MAX_DETAILS_BYTES} fit` : null;
}

function walk(value: unknown, depth: number, seen: { keys: number }): string | null {
  if (typeof value === "string") return textProblem(value);
  if (typeof value === "number")
    return Number.isFinite(value) ? null : "hold a number that JSON cannot write";
  if (typeof value === "boolean" || value === null) return null;
  if (typeof value !== "object") return `hold a ${typeof value}; only JSON values fit`;
  if (depth > MAX_DETAILS_DEPTH) return `are nested ${depth} levels deep; at most ${MAX_DETAILS_DEPTH} fit`;
  for (const [key, item] of Object.entries(value)) {
    if (!Array.isArray(value)) {
      seen.keys++;
      if (seen.keys > MAX_DETAILS_KEYS) return `hold more than ${MAX_DETAILS_KEYS} keys; keep what matters`;
      const problem = textProblem(key);
      if (problem) return problem;
    }
    const problem = walk(item, depth + 1, seen);
    if (problem) return problem;
  }
  return null;
}

function textProblem(text: string): string | null {
  if (text.includes("\u0000")) return "hold a NUL character, which the database cannot store; leave it out";
  return hasLoneSurrogate(text) ? "hold half of a UTF-16 pair; send well-formed text" : null;
}
