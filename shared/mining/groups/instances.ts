import { positionsOf, type Stream } from "../stream/stream.ts";
import { STEP_WINDOWS_MS } from "../thresholds.ts";

/**
 * Where the steps of a group were done near each other. Row by row `width` positions, in the order of the group's
 * symbols, -1 where a step is missing; rows ascend by time.
 */
export interface Instances {
  width: number;
  count: number;
  positions: Int32Array;
  /** First and last position of each row, and how many of its steps are there. */
  first: Int32Array;
  last: Int32Array;
  found: Int32Array;
}

const LONGEST_MS = STEP_WINDOWS_MS[STEP_WINDOWS_MS.length - 1] as number;

/** Fewest steps of a group of `width` that make an instance: two, or six of ten. */
export function neededSteps(width: number): number {
  return Math.max(2, Math.ceil(0.6 * width));
}

/**
 * All instances of some symbols: unused positions of theirs that lie within 15 minutes of the next one form a cluster;
 * of a symbol that is there more than once the position nearest to the cluster's middle counts. Empty `used`: none is.
 */
export function matchInstances(
  stream: Stream,
  symbols: readonly number[],
  { used, needed }: { used: Uint8Array; needed: number },
): Instances {
  const { times } = stream;
  const width = symbols.length;
  const lists = symbols.map((symbol) => positionsOf(stream, symbol));
  const total = lists.reduce((sum, list) => sum + list.length, 0);
  const rows = Math.floor(total / needed) + 1;
  const out: Instances = {
    width,
    count: 0,
    positions: new Int32Array(rows * width),
    first: new Int32Array(rows),
    last: new Int32Array(rows),
    found: new Int32Array(rows),
  };
  const cursor = new Int32Array(width);
  const members = new Int32Array(total);
  const memberOf = new Int32Array(total);
  let size = 0;
  for (;;) {
    let soonest = -1;
    let position = stream.size;
    for (let index = 0; index < width; index++) {
      const list = lists[index] as Int32Array;
      let at = cursor[index] as number;
      while (at < list.length && used[list[at] as number]) at++;
      cursor[index] = at;
      if (at < list.length && (list[at] as number) < position) {
        position = list[at] as number;
        soonest = index;
      }
    }
    const isNear =
      soonest >= 0 &&
      size > 0 &&
      (times[position] as number) - (times[members[size - 1] as number] as number) <= LONGEST_MS;
    if (size > 0 && !isNear) {
      addRow(stream, out, { members, memberOf, size, needed });
      size = 0;
    }
    if (soonest < 0) return out;
    members[size] = position;
    memberOf[size++] = soonest;
    cursor[soonest] = (cursor[soonest] as number) + 1;
  }
}

function addRow(
  { times }: Stream,
  out: Instances,
  cluster: { members: Int32Array; memberOf: Int32Array; size: number; needed: number },
): void {
  const { members, memberOf, size, needed } = cluster;
  const { width, count: row } = out;
  const base = row * width;
  const middle = times[members[size >> 1] as number] as number;
  out.positions.fill(-1, base, base + width);
  let found = 0;
  for (let index = 0; index < size; index++) {
    const position = members[index] as number;
    const cell = base + (memberOf[index] as number);
    const known = out.positions[cell] as number;
    if (known < 0) found++;
    const isNearer =
      known < 0 ||
      Math.abs((times[position] as number) - middle) < Math.abs((times[known] as number) - middle);
    if (isNearer) out.positions[cell] = position;
  }
  if (found < needed) return;
  let first = -1;
  let last = -1;
  for (let cell = base; cell < base + width; cell++) {
    const position = out.positions[cell] as number;
    if (position < 0) continue;
    if (first < 0 || position < first) first = position;
    if (position > last) last = position;
  }
  out.first[row] = first;
  out.last[row] = last;
  out.found[row] = found;
  out.count = row + 1;
}

/** Distinct local days with an instance. */
export function countDays({ localDay }: Stream, instances: Instances): number {
  let days = 0;
  let last = Number.NaN;
  for (let row = 0; row < instances.count; row++) {
    const day = localDay[instances.first[row] as number] as number;
    if (day !== last) days++;
    last = day;
  }
  return days;
}
