import { BURST_EVENTS, BURST_MS } from "../thresholds.ts";

/** Marks events that lie in a burst: at least eight within ten seconds, which is a machine. `times` ascend. */
export function markBursts(times: Float64Array, size: number): Uint8Array {
  const inBurst = new Uint8Array(size);
  for (let last = BURST_EVENTS - 1, marked = 0; last < size; last++) {
    const first = last - BURST_EVENTS + 1;
    if ((times[last] as number) - (times[first] as number) > BURST_MS) continue;
    for (let index = Math.max(first, marked); index <= last; index++) inBurst[index] = 1;
    marked = last + 1;
  }
  return inBurst;
}

/** The deepest folder that all paths share, with its slash; empty when they share none. */
export function commonFolder(paths: readonly string[]): string {
  let common = (paths[0] ?? "").slice(0, (paths[0] ?? "").lastIndexOf("/") + 1);
  for (const path of paths) {
    while (common !== "" && !path.startsWith(common)) {
      // Looking behind "/" for the slash before it would find the same one, for ever.
      common = common === "/" ? "" : common.slice(0, common.lastIndexOf("/", common.length - 2) + 1);
    }
    if (common === "") return "";
  }
  return common;
}
