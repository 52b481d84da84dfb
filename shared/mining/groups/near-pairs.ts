import { countOf, positionsOf, type Stream } from "../stream/stream.ts";
import { CHANCE_FACTOR, MIN_DAYS, STEP_WINDOWS_MS } from "../thresholds.ts";
import { type ChanceModel, LONGEST_MS, NO_DAY, overallRate, WINDOWS } from "./chance.ts";
import { lendColumn, takeBack } from "./lent-columns.ts";
import type { Pair, PairTest, PairTester } from "./pair-test.ts";

/** Two symbols that are near each other more often than chance explains. */
export type NearPair = Pair & PairTest;

/** Looking further than this in a dense log finds neighbours of everything; it also bounds the cost. */
const MAX_NEIGHBOURS_A_SIDE = 40;

/** Numbers kept of each pair, to the next power of two: the last day of a meeting, its window, the days by window. */
const CELL = 8;
const DAYS_AT = 2;

const [NEAR_MS, MIDDLE_MS] = STEP_WINDOWS_MS;

/** Symbols that were counted leave the table of events once they hold this share of it: nothing asks for them again. */
const MAX_DONE_SHARE = 1 / 4;

/** Whether to stop is asked after so many symbols. */
const SYMBOLS_BETWEEN_LOOKS = 64;

/** Nats by which the sieve's bound may exceed the exact tail: Chernoff's misses a factor of √(2πK). */
const SIEVE_SLACK = 4;

/** Log of the tests made when `count` symbols are paired: each pair at each window. */
export function logPairTests(count: number): number {
  return Math.log(Math.max(1, ((count * (count - 1)) / 2) * WINDOWS));
}

/**
 * Pairs of frequent symbols whose nearness would, even corrected for all pairs, not be expected once.
 * Ascending by probability. Cost: O(frequent events · neighbours within 15 min, at most 80).
 */
export function findNearPairs(
  stream: Stream,
  model: ChanceModel,
  { tester, shouldStop }: { tester: PairTester; shouldStop: () => boolean },
): NearPair[] {
  const { frequent } = stream.symbols;
  const ranked = Int32Array.from(frequent).sort((a, b) => countOf(stream, a) - countOf(stream, b) || a - b);
  const limit = -logPairTests(frequent.length);
  const pairs: NearPair[] = [];
  const counter = new PairCounter(stream, model, ranked);
  for (let rank = 0; rank < ranked.length; rank++) {
    const left = ranked[rank] as number;
    if (rank % SYMBOLS_BETWEEN_LOOKS === 0 && shouldStop()) break;
    for (const right of counter.often(rank, limit)) {
      const best = tester.best({ left, right });
      if (best && best.logP <= limit) pairs.push({ left, right, ...best });
    }
  }
  counter.end();
  return pairs.sort(
    (one, other) => one.logP - other.logP || one.left - other.left || one.right - other.right,
  );
}

/** Counts, for one symbol after the other, the rarest first, the days on which each commoner one was near it. */
class PairCounter {
  private readonly stream: Stream;
  private readonly model: ChanceModel;
  private readonly ranked: Int32Array;
  /** The events of symbols yet to be counted, side by side: looking past the others costs nothing then. */
  private readonly keptTimes: Float64Array;
  private readonly keptRanks: Int32Array;
  /** Index of each position in that table; of those not in it, anything. */
  private readonly keptIndexOf: Int32Array;
  private readonly keptPositions: Int32Array;
  private kept = 0;
  private done = 0;
  /** By rank, side by side in one line of cache. */
  private readonly cells: Int32Array;
  private readonly touched: Int32Array;
  private touchedCount = 0;
  /** Events near the symbol that is counted, by window. */
  private readonly events = new Float64Array(WINDOWS);

  constructor(stream: Stream, model: ChanceModel, ranked: Int32Array) {
    this.stream = stream;
    this.model = model;
    this.ranked = ranked;
    this.keptIndexOf = lendColumn(stream.size);
    this.keptPositions = lendColumn(stream.size);
    this.keptTimes = new Float64Array(stream.size);
    this.keptRanks = lendColumn(stream.size);
    this.cells = new Int32Array(ranked.length * CELL);
    for (let rank = 0; rank < ranked.length; rank++) this.cells[rank * CELL] = NO_DAY;
    this.touched = new Int32Array(ranked.length);
    this.keepFrequent();
  }

  /** Gives its columns back; it cannot count any more. */
  end(): void {
    takeBack(this.keptIndexOf, this.keptPositions, this.keptRanks);
  }

  private keepFrequent(): void {
    const { stream, ranked, keptIndexOf, keptPositions, keptTimes, keptRanks } = this;
    const { symbolOf, times, size } = stream;
    const rankOf = new Int32Array(stream.symbols.size).fill(-1);
    for (let rank = 0; rank < ranked.length; rank++) rankOf[ranked[rank] as number] = rank;
    for (let position = 0; position < size; position++) {
      const rank = rankOf[symbolOf[position] as number] as number;
      if (rank < 0) continue;
      keptIndexOf[position] = this.kept;
      keptPositions[this.kept] = position;
      keptTimes[this.kept] = times[position] as number;
      keptRanks[this.kept++] = rank;
    }
  }

  /** Commoner symbols that were near the symbol of a rank on so many days that the real test is worth its cost. */
  often(rank: number, logLimit: number): number[] {
    const bases = positionsOf(this.stream, this.ranked[rank] as number);
    this.done += bases.length;
    if (this.done > MAX_DONE_SHARE * this.kept) this.leaveOut(rank);
    this.sumEvents(bases);
    this.touchedCount = 0;
    this.meet(bases, rank);
    return this.sieve(this.stream.symbols.dayCounts[this.ranked[rank] as number] as number, logLimit);
  }

  /** Counts what is near a symbol's events, on both sides. */
  private meet(bases: Int32Array, rank: number): void {
    const { keptTimes, keptRanks, keptIndexOf, kept } = this;
    const { times, localDay } = this.stream;
    for (let index = 0; index < bases.length; index++) {
      const position = bases[index] as number;
      const at = times[position] as number;
      const day = localDay[position] as number;
      const here = keptIndexOf[position] as number;
      const first = Math.max(0, here - MAX_NEIGHBOURS_A_SIDE);
      for (let near = here - 1; near >= first; near--) {
        const away = at - (keptTimes[near] as number);
        if (away > LONGEST_MS) break;
        const otherRank = keptRanks[near] as number;
        if (otherRank > rank) this.count(otherRank, away, day);
      }
      const last = Math.min(kept, here + MAX_NEIGHBOURS_A_SIDE);
      for (let near = here + 1; near < last; near++) {
        const away = (keptTimes[near] as number) - at;
        if (away > LONGEST_MS) break;
        const otherRank = keptRanks[near] as number;
        if (otherRank > rank) this.count(otherRank, away, day);
      }
    }
  }

  /** Counts a meeting, each day once, at the narrowest window of its meetings. */
  private count(otherRank: number, away: number, day: number): void {
    const { cells } = this;
    const cell = otherRank * CELL;
    const window = (away > NEAR_MS ? 1 : 0) + (away > MIDDLE_MS ? 1 : 0);
    const lastDay = cells[cell] as number;
    if (lastDay === day) {
      const lastWindow = cells[cell + 1] as number;
      if (window >= lastWindow) return;
      cells[cell + DAYS_AT + lastWindow] = (cells[cell + DAYS_AT + lastWindow] as number) - 1;
    } else if (lastDay === NO_DAY) this.touched[this.touchedCount++] = otherRank;
    cells[cell] = day;
    cells[cell + 1] = window;
    cells[cell + DAYS_AT + window] = (cells[cell + DAYS_AT + window] as number) + 1;
  }

  private sumEvents(bases: Int32Array): void {
    const { before, after } = this.model;
    const { events } = this;
    events.fill(0);
    for (let index = 0; index < bases.length; index++) {
      const cell = (bases[index] as number) * WINDOWS;
      for (let window = 0; window < WINDOWS; window++) {
        const near = (before[cell + window] as number) + (after[cell + window] as number);
        events[window] = (events[window] as number) + near;
      }
    }
  }

  /** Of the symbols that were met those that met often, of so many days; clears their cells. */
  private sieve(days: number, logLimit: number): number[] {
    const { stream, cells, touched, ranked, events } = this;
    const often: number[] = [];
    const limit = logLimit + SIEVE_SLACK;
    for (let index = 0; index < this.touchedCount; index++) {
      const otherRank = touched[index] as number;
      const other = ranked[otherRank] as number;
      const cell = otherRank * CELL;
      const near = cells[cell + DAYS_AT] as number;
      const middle = near + (cells[cell + DAYS_AT + 1] as number);
      const far = middle + (cells[cell + DAYS_AT + 2] as number);
      cells[cell] = NO_DAY;
      cells[cell + DAYS_AT] = 0;
      cells[cell + DAYS_AT + 1] = 0;
      cells[cell + DAYS_AT + 2] = 0;
      if (far < MIN_DAYS) continue;
      const rate = CHANCE_FACTOR * overallRate(stream, countOf(stream, other));
      const isOften =
        isAbove(near, days, rate * (events[0] as number), limit) ||
        isAbove(middle, days, rate * (events[1] as number), limit) ||
        isAbove(far, days, rate * (events[2] as number), limit);
      if (isOften) often.push(other);
    }
    return often;
  }

  /** Takes events of symbols up to a rank out of the table. */
  private leaveOut(rank: number): void {
    this.kept = this.compact(rank);
    this.done = 0;
  }

  private compact(rank: number): number {
    const { keptTimes, keptRanks, keptPositions, keptIndexOf, kept } = this;
    let to = 0;
    for (let index = 0; index < kept; index++) {
      const own = keptRanks[index] as number;
      if (own < rank) continue;
      const position = keptPositions[index] as number;
      keptTimes[to] = keptTimes[index] as number;
      keptRanks[to] = own;
      keptPositions[to] = position;
      keptIndexOf[position] = to++;
    }
    return to;
  }
}

/**
 * Whether so many of the days may be as unlikely as the limit. `load`: sum of rate · events over the days; spread evenly
 * it gives the most days by chance, λ = D·(1 - exp(-load/D)). Chernoff: log P(K ≥ k) ≤ -k·log(k/λ) - (D-k)·log((D-k)/(D-λ)).
 */
function isAbove(hits: number, days: number, load: number, limit: number): boolean {
  if (hits < MIN_DAYS) return false;
  const expected = days * (1 - Math.exp(-load / days));
  if (hits <= expected) return false;
  const misses = days - hits;
  const ofMisses = misses > 0 ? misses * Math.log(misses / (days - expected)) : 0;
  return -hits * Math.log(hits / expected) - ofMisses <= limit;
}
