/** So many texts, numbers, lists and objects at most are in one value, each counted where it stands. */
export const MAX_VALUE_NODES = 200_000;
export const MAX_LIST_LENGTH = 50_000;
export const MAX_TEXT_LENGTH = 1_048_576;

/**
 * How many nodes a value has once it is written out, and how long its texts are together. Each object is measured once
 * a `seen`, so that a value which holds itself twice, forty times over, is found out at once and not after an hour.
 */
export function measure(value: unknown, seen: WeakMap<object, number>): number {
  if (typeof value === "string") return 1 + value.length / 1024;
  if (typeof value !== "object" || value === null) return 1;
  const known = seen.get(value);
  if (known !== undefined) return known;
  // Whoever meets it again below itself meets a ring.
  seen.set(value, Number.POSITIVE_INFINITY);
  let nodes = 1;
  for (const child of Array.isArray(value) ? value : Object.values(value)) {
    nodes += measure(child, seen);
    if (nodes > MAX_VALUE_NODES) break;
  }
  seen.set(value, nodes);
  return nodes;
}
