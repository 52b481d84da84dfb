import type { EventStream } from "./event-stream.ts";
import { logBinomialTail } from "./significance.ts";
import { CHANCE_FACTOR, LOCAL_RATE_MS, PRIOR_EVENTS, STEP_WINDOWS_MS } from "./thresholds.ts";

/**
 * How likely nearness is by chance. The null model shuffles who did what over the times of the log: quiet hours stay
 * quiet and busy ones busy. Near an instant with `m` other events, a symbol with rate `q` then appears with
 *
 *     P = 1 - exp(-1.5 · q · m)        q = the larger of its rate in the whole log and in the 14 days around
 *
 * and days are the trials: K of D days with the nearness give the binomial tail at the mean of their chances.
 */
export interface ChanceModel {
  /** Events within the window before and after a position, by index of the window. */
  before: Int32Array[];
  after: Int32Array[];
  /** Events within a week of a position, both sides. */
  around: Int32Array;
}

export function buildChanceModel(stream: EventStream): ChanceModel {
  const within = (spanMs: number, side: "before" | "after") => countWithin(stream.times, spanMs, side);
  const before = within(LOCAL_RATE_MS, "before");
  const after = within(LOCAL_RATE_MS, "after");
  return {
    before: STEP_WINDOWS_MS.map((windowMs) => within(windowMs, "before")),
    after: STEP_WINDOWS_MS.map((windowMs) => within(windowMs, "after")),
    around: before.map((count, position) => count + (after[position] ?? 0) + 1),
  };
}

/**
 * The share of a symbol among the events around a position: the larger of its rate in the whole log and in the 14 days
 * around. Ask in ascending order of positions: two pointers move along with them.
 */
export function rateAlong(
  stream: EventStream,
  model: ChanceModel,
  symbol: number,
): (position: number) => number {
  const positions = stream.symbols[symbol]?.positions ?? [];
  const overall = positions.length / (stream.times.length + PRIOR_EVENTS);
  let from = 0;
  let until = 0;
  return (position) => {
    const at = stream.times[position] ?? 0;
    while (from < positions.length && (stream.times[positions[from] ?? 0] ?? 0) < at - LOCAL_RATE_MS) from++;
    while (until < positions.length && (stream.times[positions[until] ?? 0] ?? 0) <= at + LOCAL_RATE_MS)
      until++;
    return Math.max(overall, (until - from) / ((model.around[position] ?? 0) + PRIOR_EVENTS));
  };
}

/** Log of the chance to meet a symbol of a rate at least once among `count` events, as a log of its opposite. */
export function logMiss(rate: number, count: number): number {
  return -CHANCE_FACTOR * rate * Math.max(0, count);
}

/** One day's trial: the log chance that nothing was met on it, and whether something was. */
export interface DayTrial {
  logMiss: number;
  isHit: boolean;
}

/** Joins trials of one day and tests hits against chance. `expectedDays` is what chance would give. */
export function testDays(days: ReadonlyMap<number, DayTrial>): {
  logP: number;
  hitDays: number;
  expectedDays: number;
} {
  let expectedDays = 0;
  let hitDays = 0;
  for (const { logMiss, isHit } of days.values()) {
    expectedDays += 1 - Math.exp(logMiss);
    if (isHit) hitDays++;
  }
  const logP = days.size === 0 ? 0 : logBinomialTail(hitDays, days.size, expectedDays / days.size);
  return { logP, hitDays, expectedDays };
}

export function addTrial(days: Map<number, DayTrial>, day: number, logMiss: number, isHit: boolean): void {
  const known = days.get(day);
  if (known) {
    known.logMiss += logMiss;
    known.isHit ||= isHit;
  } else {
    days.set(day, { logMiss, isHit });
  }
}

/** Index of the first of `positions` at or after a time. */
export function firstFrom(stream: EventStream, positions: readonly number[], atMs: number): number {
  let low = 0;
  let high = positions.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((stream.times[positions[middle] ?? 0] ?? 0) < atMs) low = middle + 1;
    else high = middle;
  }
  return low;
}

function countWithin(times: Float64Array, spanMs: number, side: "before" | "after"): Int32Array {
  const counts = new Int32Array(times.length);
  let edge = 0;
  for (let position = 0; position < times.length; position++) {
    const at = times[position] ?? 0;
    if (side === "before") {
      while ((times[edge] ?? 0) < at - spanMs) edge++;
      counts[position] = position - edge;
    } else {
      while (edge < times.length && (times[edge] ?? 0) <= at + spanMs) edge++;
      counts[position] = edge - 1 - position;
    }
  }
  return counts;
}
