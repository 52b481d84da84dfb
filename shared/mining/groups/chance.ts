import { logBinomialTail } from "../significance.ts";
import { positionsOf, type Stream } from "../stream/stream.ts";
import { CHANCE_FACTOR, LOCAL_RATE_MS, PRIOR_EVENTS, STEP_WINDOWS_MS } from "../thresholds.ts";

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

export function buildChanceModel({ times, size }: Stream): ChanceModel {
  const before = STEP_WINDOWS_MS.map((windowMs) => countBefore(times, size, windowMs));
  const after = STEP_WINDOWS_MS.map((windowMs) => countAfter(times, size, windowMs));
  const around = countBefore(times, size, LOCAL_RATE_MS);
  const weekAfter = countAfter(times, size, LOCAL_RATE_MS);
  for (let position = 0; position < size; position++) {
    around[position] = (around[position] as number) + (weekAfter[position] as number) + 1;
  }
  return { before, after, around };
}

/** Share of a symbol in the whole log. */
export function overallRate(stream: Stream, count: number): number {
  return count / (stream.size + PRIOR_EVENTS);
}

/**
 * The share of a symbol among the events around a position: the larger of its rate in the whole log and in the 14 days
 * around. Ask in ascending order of positions: two pointers move along with them.
 */
export function rateAlong(stream: Stream, model: ChanceModel, symbol: number): (position: number) => number {
  const { times } = stream;
  const positions = positionsOf(stream, symbol);
  const overall = overallRate(stream, positions.length);
  let from = 0;
  let until = 0;
  return (position) => {
    const at = times[position] as number;
    while (from < positions.length && (times[positions[from] as number] as number) < at - LOCAL_RATE_MS)
      from++;
    while (until < positions.length && (times[positions[until] as number] as number) <= at + LOCAL_RATE_MS)
      until++;
    return Math.max(overall, (until - from) / ((model.around[position] as number) + PRIOR_EVENTS));
  };
}

/** Log of the chance to meet a symbol of a rate at least once among `count` events, as a log of its opposite. */
export function logMiss(rate: number, count: number): number {
  return -CHANCE_FACTOR * rate * Math.max(count, 0);
}

/** Trials by day, in ascending order of days: the chance that something was near, and whether it was. */
export class DayTrials {
  days = 0;
  hitDays = 0;
  expectedDays = 0;
  private day = Number.NaN;
  private logMissOfDay = 0;
  private isHitDay = false;

  add(day: number, logMissOfTrial: number, isHit: boolean): void {
    if (day !== this.day) {
      this.close();
      this.day = day;
    }
    this.logMissOfDay += logMissOfTrial;
    if (isHit) this.isHitDay = true;
  }

  /** Log of the probability of as many hit days by chance. */
  logP(): number {
    this.close();
    return this.days === 0 ? 0 : logBinomialTail(this.hitDays, this.days, this.expectedDays / this.days);
  }

  private close(): void {
    if (!Number.isNaN(this.day)) {
      this.days++;
      this.expectedDays += 1 - Math.exp(this.logMissOfDay);
      if (this.isHitDay) this.hitDays++;
    }
    this.day = Number.NaN;
    this.logMissOfDay = 0;
    this.isHitDay = false;
  }
}

function countBefore(times: Float64Array, size: number, spanMs: number): Int32Array {
  const counts = new Int32Array(size);
  let edge = 0;
  for (let position = 0; position < size; position++) {
    const from = (times[position] as number) - spanMs;
    while ((times[edge] as number) < from) edge++;
    counts[position] = position - edge;
  }
  return counts;
}

function countAfter(times: Float64Array, size: number, spanMs: number): Int32Array {
  const counts = new Int32Array(size);
  let edge = 0;
  for (let position = 0; position < size; position++) {
    const until = (times[position] as number) + spanMs;
    while (edge < size && (times[edge] as number) <= until) edge++;
    counts[position] = edge - 1 - position;
  }
  return counts;
}
