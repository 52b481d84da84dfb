/**
 * One text per content: keys in order at every depth, `undefined` left out. Its hash tells a resend from a conflict.
 * Hash the event as it was sent, before bursts are merged or times corrected.
 */
export function canonicalBody(value: unknown): string {
  if (typeof value !== "object" || value === null) return JSON.stringify(value) ?? "null";
  if (Array.isArray(value)) return `[${value.map(canonicalBody).join(",")}]`;
  const parts = Object.entries(value)
    .filter(([, item]) => item !== undefined)
    .sort(([left], [right]) => (left < right ? -1 : left > right ? 1 : 0))
    .map(([key, item]) => `${JSON.stringify(key)}:${canonicalBody(item)}`);
  return `{${parts.join(",")}}`;
}
