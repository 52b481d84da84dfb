import { positionsOf, type Stream } from "../stream/stream.ts";
import { MIN_DAYS } from "../thresholds.ts";
import { type ChanceModel, DayTrials, LONGEST_MS, NO_DAY, RateAlong, WINDOWS } from "./chance.ts";

/** Two symbols; `left` is the rarer one, whose days are the trials. */
export interface Pair {
  left: number;
  right: number;
}

export interface PairTest {
  /** Index into `STEP_WINDOWS_MS`. */
  window: number;
  logP: number;
  expectedDays: number;
}

/** The distance of a position that is left out. */
const LEFT_OUT = -1;

/** Tests pairs one after the other with the same columns. `used`: 1 for positions to leave out, read at each test. */
export class PairTester {
  private readonly stream: Stream;
  private readonly model: ChanceModel;
  private readonly used: Uint8Array;
  private readonly rate: RateAlong;
  private readonly trials = new DayTrials();
  /** By index of the left symbol's positions: milliseconds to the nearest of the right one. */
  private distances = new Float64Array(64);

  constructor(stream: Stream, model: ChanceModel, used: Uint8Array) {
    this.stream = stream;
    this.model = model;
    this.used = used;
    this.rate = new RateAlong(stream, model);
  }

  /** The window under which the two are nearest to certain; null when they met on fewer than `MIN_DAYS`. */
  best(pair: Pair): PairTest | null {
    const bases = positionsOf(this.stream, pair.left);
    // Most pairs that another group has explained end here, before anything is computed of chance.
    if (this.measure(bases, positionsOf(this.stream, pair.right)) < MIN_DAYS) return null;
    this.weigh(bases, pair.right);
    let best: PairTest | null = null;
    for (let window = 0; window < WINDOWS; window++) {
      if ((this.trials.hitDays[window] as number) < MIN_DAYS) continue;
      const logP = this.trials.logP(window);
      if (best !== null && logP >= best.logP) continue;
      best = { window, logP, expectedDays: this.trials.expectedDays[window] as number };
    }
    return best;
  }

  /** Fills `distances`; gives the days with one in the longest window. */
  private measure(bases: Int32Array, others: Int32Array): number {
    const { used } = this;
    const { times, localDay } = this.stream;
    if (this.distances.length < bases.length) this.distances = new Float64Array(2 * bases.length);
    const { distances } = this;
    let hitDays = 0;
    let lastHitDay = NO_DAY;
    let next = 0;
    for (let index = 0; index < bases.length; index++) {
      const position = bases[index] as number;
      if (used[position] !== 0) {
        distances[index] = LEFT_OUT;
        continue;
      }
      const at = times[position] as number;
      while (next < others.length && (times[others[next] as number] as number) < at - LONGEST_MS) next++;
      let distance = Number.POSITIVE_INFINITY;
      for (let near = next; near < others.length; near++) {
        const other = others[near] as number;
        const away = (times[other] as number) - at;
        if (away > LONGEST_MS || away >= distance) break;
        if (used[other] === 0) distance = Math.min(distance, Math.abs(away));
      }
      distances[index] = distance;
      const day = localDay[position] as number;
      if (distance > LONGEST_MS || day === lastHitDay) continue;
      hitDays++;
      lastHitDay = day;
    }
    return hitDays;
  }

  /** What chance would give on the days of `bases`. */
  private weigh(bases: Int32Array, right: number): void {
    const { distances, rate, trials } = this;
    const { before, after } = this.model;
    const { localDay } = this.stream;
    rate.start(right);
    trials.start();
    for (let index = 0; index < bases.length; index++) {
      const distance = distances[index] as number;
      if (distance === LEFT_OUT) continue;
      const position = bases[index] as number;
      const share = rate.at(position);
      trials.add(localDay[position] as number, distance);
      const cell = position * WINDOWS;
      for (let window = 0; window < WINDOWS; window++) {
        const events = (before[cell + window] as number) + (after[cell + window] as number);
        trials.addLoad(window, share, events);
      }
    }
    trials.end();
  }
}
