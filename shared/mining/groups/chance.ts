import { logBinomialTail } from "../significance.ts";
import type { Stream } from "../stream/stream.ts";
import { CHANCE_FACTOR, LOCAL_RATE_MS, PRIOR_EVENTS, STEP_WINDOWS_MS } from "../thresholds.ts";
import { lendColumn, takeBack } from "./lent-columns.ts";

export const WINDOWS = STEP_WINDOWS_MS.length;
export const LONGEST_MS = STEP_WINDOWS_MS[WINDOWS - 1] as number;

/** No local day: before the first that a Date can hold. */
export const NO_DAY = -0x80000000;

/**
 * How likely nearness is by chance. The null model shuffles who did what over the times of the log: quiet hours stay
 * quiet and busy ones busy. Near an instant with `m` other events, a symbol with rate `q` then appears with
 *
 *     P = 1 - exp(-1.5 · q · m)        q = the larger of its rate in the whole log and in the 14 days around
 *
 * and days are the trials: K of D days with the nearness give the binomial tail at the mean of their chances.
 */
export interface ChanceModel {
  /** Events within each window before and after a position: `WINDOWS` numbers a position, side by side. */
  before: Int32Array;
  after: Int32Array;
  /** Events within a week of a position, both sides. */
  around: Int32Array;
}

/** The columns are lent: `endChanceModel` gives them back. */
export function buildChanceModel({ times, size }: Stream): ChanceModel {
  const before = lendColumn(size * WINDOWS);
  const after = lendColumn(size * WINDOWS);
  const around = lendColumn(size);
  for (let window = 0; window < WINDOWS; window++)
    countWithin(times, size, { windowMs: STEP_WINDOWS_MS[window] as number, window, before, after });
  countAround(times, size, around);
  return { before, after, around };
}

export function endChanceModel({ before, after, around }: ChanceModel): void {
  takeBack(before, after, around);
}

/** The edge that leaves a position behind says how many events came after that one: two counts by one edge. */
function countWithin(
  times: Float64Array,
  size: number,
  to: { windowMs: number; window: number; before: Int32Array; after: Int32Array },
): void {
  const { windowMs, window, before, after } = to;
  let edge = 0;
  // The last round, beyond the end, leaves all positions behind.
  for (let position = 0; position <= size; position++) {
    const from = position < size ? (times[position] as number) - windowMs : Number.POSITIVE_INFINITY;
    for (; edge < size && (times[edge] as number) < from; edge++)
      after[edge * WINDOWS + window] = position - 1 - edge;
    if (position < size) before[position * WINDOWS + window] = position - edge;
  }
}

function countAround(times: Float64Array, size: number, around: Int32Array): void {
  let edge = 0;
  for (let position = 0; position <= size; position++) {
    const from = position < size ? (times[position] as number) - LOCAL_RATE_MS : Number.POSITIVE_INFINITY;
    for (; edge < size && (times[edge] as number) < from; edge++)
      around[edge] = (around[edge] as number) + position - edge;
    if (position < size) around[position] = position - edge;
  }
}

/** Share of a symbol in the whole log. */
export function overallRate(stream: Stream, count: number): number {
  return count / (stream.size + PRIOR_EVENTS);
}

/**
 * The share of a symbol among the events around a position: the larger of its rate in the whole log and in the 14 days
 * around. Ask in ascending order of positions: two pointers move along with them. Started anew for each symbol.
 */
export class RateAlong {
  private readonly times: Float64Array;
  private readonly around: Int32Array;
  private readonly positions: Int32Array;
  private readonly starts: Int32Array;
  private readonly total: number;
  private overall = 0;
  private from = 0;
  private until = 0;
  private end = 0;

  constructor({ times, size, symbols }: Stream, { around }: ChanceModel) {
    this.times = times;
    this.around = around;
    this.positions = symbols.positions;
    this.starts = symbols.starts;
    this.total = size + PRIOR_EVENTS;
  }

  start(symbol: number): void {
    this.from = this.starts[symbol] as number;
    this.until = this.from;
    this.end = this.starts[symbol + 1] as number;
    this.overall = (this.end - this.from) / this.total;
  }

  at(position: number): number {
    const { times, positions, end } = this;
    const at = times[position] as number;
    let { from, until } = this;
    while (from < end && (times[positions[from] as number] as number) < at - LOCAL_RATE_MS) from++;
    while (until < end && (times[positions[until] as number] as number) <= at + LOCAL_RATE_MS) until++;
    this.from = from;
    this.until = until;
    const local = (until - from) / ((this.around[position] as number) + PRIOR_EVENTS);
    return Math.max(local, this.overall);
  }
}

/**
 * Trials by day at each of the windows: the chance that something was near, and whether it was. The days come one after
 * the other; `end` closes the last. Used again after `start`.
 */
export class DayTrials {
  days = 0;
  readonly hitDays = new Int32Array(WINDOWS);
  readonly expectedDays = new Float64Array(WINDOWS);
  /** Sum of rate · events of the day's trials. */
  private readonly load = new Float64Array(WINDOWS);
  private day = NO_DAY;
  private nearest = Number.POSITIVE_INFINITY;

  start(): void {
    this.days = 0;
    this.day = NO_DAY;
    this.hitDays.fill(0);
    this.expectedDays.fill(0);
  }

  /** A trial of a day: how near it was. `addLoad` follows for each window. */
  add(day: number, distance: number): void {
    if (day !== this.day) {
      if (this.day !== NO_DAY) this.end();
      this.day = day;
      this.nearest = distance;
    } else if (distance < this.nearest) this.nearest = distance;
  }

  /** Adds that a symbol of this rate could have come with so many events. */
  addLoad(window: number, rate: number, events: number): void {
    if (events > 0) this.load[window] = (this.load[window] as number) + rate * events;
  }

  end(): void {
    if (this.day === NO_DAY) return;
    this.days++;
    for (let window = 0; window < WINDOWS; window++) {
      this.expectedDays[window] =
        (this.expectedDays[window] as number) + 1 - Math.exp(-CHANCE_FACTOR * (this.load[window] as number));
      this.load[window] = 0;
      if (this.nearest <= (STEP_WINDOWS_MS[window] as number))
        this.hitDays[window] = (this.hitDays[window] as number) + 1;
    }
    this.day = NO_DAY;
  }

  /** Log of the probability of as many hit days by chance. */
  logP(window: number): number {
    if (this.days === 0) return 0;
    const mean = (this.expectedDays[window] as number) / this.days;
    return logBinomialTail(this.hitDays[window] as number, this.days, mean);
  }
}
