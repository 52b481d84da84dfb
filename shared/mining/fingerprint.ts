import type { PatternKind } from "./pattern.ts";

/**
 * The name under which a pattern is remembered for ever: from its steps alone, so that it stays while the pattern grows,
 * gains a rhythm or shows its order. Steps done together are one thing in whatever order; a rhythm is another.
 */
export function fingerprintOf(kind: PatternKind, steps: readonly { op: string; template: string }[]): string {
  const family = kind === "rhythm" ? "rhythm" : "together";
  const lines = steps.map(({ op, template }) => `${op} ${template}`).sort();
  return hash64(`${family}\n${lines.join("\n")}`);
}

/** 16 hex digits; cyrb53's mixing over two 32-bit halves. Names a thing, protects nothing. */
export function hash64(text: string): string {
  let high = 0xdeadbeef;
  let low = 0x41c6ce57;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    high = Math.imul(high ^ code, 2654435761);
    low = Math.imul(low ^ code, 1597334677);
  }
  high = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909);
  low = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909);
  return [high, low].map((half) => (half >>> 0).toString(16).padStart(8, "0")).join("");
}
