import {
  addTrial,
  type ChanceModel,
  type DayTrial,
  firstFrom,
  logMiss,
  rateAlong,
  testDays,
} from "./chance.ts";
import type { EventStream } from "./event-stream.ts";
import { MIN_DAYS, STEP_WINDOWS_MS } from "./thresholds.ts";

/** Two symbols that are near each other more often than chance explains. */
export interface NearPair {
  left: number;
  right: number;
  /** Index into `STEP_WINDOWS_MS`. */
  window: number;
  logP: number;
}

/** Looking further ahead than this in a dense log finds neighbours of everything; it also bounds the cost. */
const MAX_LOOK_AHEAD = 60;
const MAX_DIRECT_SYMBOLS = 2048;
const SKETCH_SIZE = 1 << 22;
const LONGEST_MS = STEP_WINDOWS_MS.at(-1) ?? 0;

/** Tests made when `count` symbols are paired: each pair at each window. */
export function logPairTests(count: number): number {
  return Math.log(Math.max(1, ((count * (count - 1)) / 2) * STEP_WINDOWS_MS.length));
}

/**
 * Pairs of frequent symbols whose nearness would, even corrected for all pairs, not be expected once.
 * Ascending by probability. Cost: O(events · neighbours within 15 min, at most 60).
 */
export function findNearPairs(stream: EventStream, model: ChanceModel): NearPair[] {
  const frequent: number[] = [];
  stream.symbols.forEach((symbol, index) => {
    if (symbol.isFrequent) frequent.push(index);
  });
  const limit = -logPairTests(frequent.length);
  const used = new Uint8Array(stream.times.length);
  const pairs: NearPair[] = [];
  for (const [left, right] of countedPairs(stream, model, frequent)) {
    const best = bestWindow(stream, model, left, right, used);
    if (best && best.logP <= limit) pairs.push({ left, right, ...best });
  }
  return pairs.sort(
    (one, other) => one.logP - other.logP || one.left - other.left || one.right - other.right,
  );
}

/** The window under which two symbols are nearest to certain, leaving out used positions; null below `MIN_DAYS`. */
export function bestWindow(
  stream: EventStream,
  model: ChanceModel,
  left: number,
  right: number,
  used: Uint8Array,
): { window: number; logP: number; expectedDays: number } | null {
  const sizeOf = (symbol: number) => stream.symbols[symbol]?.positions.length ?? 0;
  const [base, other] = sizeOf(left) <= sizeOf(right) ? [left, right] : [right, left];
  const others = stream.symbols[other]?.positions ?? [];
  const days = STEP_WINDOWS_MS.map(() => new Map<number, DayTrial>());
  const rateAt = rateAlong(stream, model, other);
  for (const position of stream.symbols[base]?.positions ?? []) {
    if (used[position]) continue;
    const distance = nearestDistance(stream, others, position, used);
    const rate = rateAt(position);
    STEP_WINDOWS_MS.forEach((windowMs, window) => {
      const neighbours = (model.before[window]?.[position] ?? 0) + (model.after[window]?.[position] ?? 0);
      const trials = days[window];
      if (trials)
        addTrial(trials, stream.localDay[position] ?? 0, logMiss(rate, neighbours), distance <= windowMs);
    });
  }
  let best: { window: number; logP: number; expectedDays: number } | null = null;
  days.forEach((trials, window) => {
    const { logP, hitDays, expectedDays } = testDays(trials);
    if (hitDays >= MIN_DAYS && (!best || logP < best.logP)) best = { window, logP, expectedDays };
  });
  return best;
}

/** Time to the nearest unused position, or infinity. */
function nearestDistance(
  stream: EventStream,
  positions: readonly number[],
  position: number,
  used: Uint8Array,
): number {
  const at = stream.times[position] ?? 0;
  let nearest = Number.POSITIVE_INFINITY;
  for (let index = firstFrom(stream, positions, at - LONGEST_MS); index < positions.length; index++) {
    const other = positions[index] ?? 0;
    const distance = Math.abs((stream.times[other] ?? 0) - at);
    if (distance > LONGEST_MS) break;
    if (!used[other] && distance < nearest) nearest = distance;
  }
  return nearest;
}

/**
 * Pairs that met at least `MIN_DAYS` times and two standard deviations more often than their numbers alone explain:
 * a cheap sieve before the real test, which wants far more.
 */
function countedPairs(
  stream: EventStream,
  model: ChanceModel,
  frequent: readonly number[],
): [number, number][] {
  const rank = new Int32Array(stream.symbols.length).fill(-1);
  frequent.forEach((symbol, index) => {
    rank[symbol] = index;
  });
  const positions: number[] = [];
  stream.symbolOf.forEach((symbol, position) => {
    if ((rank[symbol] ?? -1) >= 0) positions.push(position);
  });
  const size = frequent.length;
  const isDirect = size <= MAX_DIRECT_SYMBOLS;
  const counts = new Uint16Array(isDirect ? size * size : SKETCH_SIZE);
  const cellOf = (left: number, right: number) =>
    isDirect ? left * size + right : (Math.imul(left * size + right, 0x9e3779b1) >>> 10) % SKETCH_SIZE;

  eachNeighbours(stream, positions, rank, (left, right) => {
    const cell = cellOf(left, right);
    if ((counts[cell] ?? 0) < 65_535) counts[cell] = (counts[cell] ?? 0) + 1;
  });

  // Neighbours of any kind count: in a log of single edits the few frequent files would else explain each other.
  const neighbours = model.after.at(-1)?.reduce((sum, count) => sum + count, 0) ?? 0;
  const expected = (left: number, right: number) => {
    const sizeOf = (index: number) => stream.symbols[frequent[index] ?? 0]?.positions.length ?? 0;
    return (2 * neighbours * sizeOf(left) * sizeOf(right)) / Math.max(1, stream.times.length ** 2);
  };
  const isOften = (left: number, right: number) => {
    const count = counts[cellOf(left, right)] ?? 0;
    if (count < MIN_DAYS) return false;
    const usual = expected(left, right);
    return count >= usual + 2 * Math.sqrt(usual);
  };
  const found: [number, number][] = [];
  const add = (left: number, right: number) => found.push([frequent[left] ?? 0, frequent[right] ?? 0]);
  if (isDirect) {
    for (let left = 0; left < size; left++) {
      for (let right = left + 1; right < size; right++) if (isOften(left, right)) add(left, right);
    }
    return found;
  }
  const seen = new Set<number>();
  eachNeighbours(stream, positions, rank, (left, right) => {
    if (!isOften(left, right) || seen.has(left * size + right)) return;
    seen.add(left * size + right);
    add(left, right);
  });
  return found;
}

/** Calls with the ranks, smaller first, of each two frequent events within the longest window. */
function eachNeighbours(
  stream: EventStream,
  positions: readonly number[],
  rank: Int32Array,
  call: (left: number, right: number) => void,
): void {
  for (let first = 0; first < positions.length; first++) {
    const position = positions[first] ?? 0;
    const until = (stream.times[position] ?? 0) + LONGEST_MS;
    const one = rank[stream.symbolOf[position] ?? 0] ?? 0;
    const end = Math.min(positions.length, first + 1 + MAX_LOOK_AHEAD);
    for (let second = first + 1; second < end; second++) {
      const next = positions[second] ?? 0;
      if ((stream.times[next] ?? 0) > until) break;
      const other = rank[stream.symbolOf[next] ?? 0] ?? 0;
      if (one < other) call(one, other);
      else if (other < one) call(other, one);
    }
  }
}
