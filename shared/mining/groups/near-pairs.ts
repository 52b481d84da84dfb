import { countOf, positionsOf, type Stream } from "../stream/stream.ts";
import { CHANCE_FACTOR, MIN_DAYS, STEP_WINDOWS_MS } from "../thresholds.ts";
import { type ChanceModel, DayTrials, logMiss, overallRate, rateAlong } from "./chance.ts";

/** Two symbols that are near each other more often than chance explains. */
export interface NearPair {
  /** The rarer of the two. */
  left: number;
  right: number;
  /** Index into `STEP_WINDOWS_MS`. */
  window: number;
  logP: number;
}

export interface PairTest {
  window: number;
  logP: number;
  expectedDays: number;
}

const WINDOWS = STEP_WINDOWS_MS.length;
const LONGEST_MS = STEP_WINDOWS_MS[WINDOWS - 1] as number;

/** Looking further than this in a dense log finds neighbours of everything; it also bounds the cost. */
const MAX_NEIGHBOURS_A_SIDE = 40;

/** Numbers kept of each pair: two by window, and room to the next power of two. */
const CELL = 8;
const NO_DAY = -0x80000000;

/** Whether to stop is asked after so many symbols. */
const SYMBOLS_BETWEEN_LOOKS = 64;

/** Nats by which the sieve's bound may exceed the exact tail: Chernoff's misses a factor of √(2πK), and days differ. */
const SIEVE_SLACK = 4;

/** Log of the tests made when `count` symbols are paired: each pair at each window. */
export function logPairTests(count: number): number {
  return Math.log(Math.max(1, ((count * (count - 1)) / 2) * WINDOWS));
}

/**
 * Pairs of frequent symbols whose nearness would, even corrected for all pairs, not be expected once.
 * Ascending by probability. Cost: O(frequent events · neighbours within 15 min, at most 80).
 */
export function findNearPairs(stream: Stream, model: ChanceModel, shouldStop: () => boolean): NearPair[] {
  const { frequent } = stream.symbols;
  const ranked = Int32Array.from(frequent).sort((a, b) => countOf(stream, a) - countOf(stream, b) || a - b);
  const limit = -logPairTests(frequent.length);
  const used = new Uint8Array(0);
  const pairs: NearPair[] = [];
  const counter = new PairCounter(stream, model, ranked);
  for (let rank = 0; rank < ranked.length; rank++) {
    const left = ranked[rank] as number;
    if (rank % SYMBOLS_BETWEEN_LOOKS === 0 && shouldStop()) break;
    for (const right of counter.often(rank, limit)) {
      const best = bestWindow(stream, model, { left, right, used });
      if (best && best.logP <= limit) pairs.push({ left, right, window: best.window, logP: best.logP });
    }
  }
  return pairs.sort(
    (one, other) => one.logP - other.logP || one.left - other.left || one.right - other.right,
  );
}

/**
 * The window under which two symbols are nearest to certain, leaving out used positions; null below `MIN_DAYS`.
 * `left` is the rarer one, whose days are the trials. Empty `used`: none is.
 */
export function bestWindow(
  stream: Stream,
  model: ChanceModel,
  { left, right, used }: { left: number; right: number; used: Uint8Array },
): PairTest | null {
  const { times, localDay } = stream;
  const bases = positionsOf(stream, left);
  const others = positionsOf(stream, right);
  const trials = STEP_WINDOWS_MS.map(() => new DayTrials());
  const rateAt = rateAlong(stream, model, right);
  let next = 0;
  for (let index = 0; index < bases.length; index++) {
    const position = bases[index] as number;
    if (used[position]) continue;
    const at = times[position] as number;
    while (next < others.length && (times[others[next] as number] as number) < at - LONGEST_MS) next++;
    let distance = Number.POSITIVE_INFINITY;
    for (let near = next; near < others.length; near++) {
      const other = others[near] as number;
      const away = (times[other] as number) - at;
      if (away > LONGEST_MS) break;
      if (!used[other] && Math.abs(away) < distance) distance = Math.abs(away);
    }
    const rate = rateAt(position);
    for (let window = 0; window < WINDOWS; window++) {
      const neighbours =
        ((model.before[window] as Int32Array)[position] as number) +
        ((model.after[window] as Int32Array)[position] as number);
      const isHit = distance <= (STEP_WINDOWS_MS[window] as number);
      (trials[window] as DayTrials).add(localDay[position] as number, logMiss(rate, neighbours), isHit);
    }
  }
  let best: PairTest | null = null;
  for (let window = 0; window < WINDOWS; window++) {
    const trial = trials[window] as DayTrials;
    const logP = trial.logP();
    if (trial.hitDays < MIN_DAYS || (best && logP >= best.logP)) continue;
    best = { window, logP, expectedDays: trial.expectedDays };
  }
  return best;
}

/** Counts, for one symbol after the other, the days on which each commoner one was near it. */
class PairCounter {
  private readonly stream: Stream;
  private readonly model: ChanceModel;
  private readonly ranked: Int32Array;
  /** The stream's frequent events only, side by side: looking past the others costs nothing then. */
  private readonly keptTimes: Float64Array;
  private readonly keptRanks: Int32Array;
  private readonly keptIndexOf: Int32Array;
  /** For each rank, side by side in one line of cache: the last day counted and the days, by window. */
  private readonly cells: Int32Array;
  private readonly touched: Int32Array;

  constructor(stream: Stream, model: ChanceModel, ranked: Int32Array) {
    this.stream = stream;
    this.model = model;
    this.ranked = ranked;
    const rankOf = new Int32Array(stream.symbols.size).fill(-1);
    for (let rank = 0; rank < ranked.length; rank++) rankOf[ranked[rank] as number] = rank;
    this.keptIndexOf = new Int32Array(stream.size);
    this.keptTimes = new Float64Array(stream.size);
    this.keptRanks = new Int32Array(stream.size);
    let count = 0;
    for (let position = 0; position < stream.size; position++) {
      this.keptIndexOf[position] = count;
      const rank = rankOf[stream.symbolOf[position] as number] as number;
      if (rank < 0) continue;
      this.keptTimes[count] = stream.times[position] as number;
      this.keptRanks[count++] = rank;
    }
    this.keptTimes = this.keptTimes.subarray(0, count);
    this.keptRanks = this.keptRanks.subarray(0, count);
    this.cells = new Int32Array(ranked.length * CELL);
    for (let rank = 0; rank < ranked.length; rank++)
      this.cells.fill(NO_DAY, rank * CELL, rank * CELL + WINDOWS);
    this.touched = new Int32Array(ranked.length);
  }

  /** Commoner symbols that were near the symbol of a rank on so many days that the real test is worth its cost. */
  often(rank: number, logLimit: number): number[] {
    const { stream, model, keptTimes, keptRanks, keptIndexOf, cells, touched, ranked } = this;
    const { times, localDay } = stream;
    const keptCount = keptTimes.length;
    const bases = positionsOf(stream, ranked[rank] as number);
    const neighbours = [0, 0, 0];
    let touchedCount = 0;
    for (let index = 0; index < bases.length; index++) {
      const position = bases[index] as number;
      const at = times[position] as number;
      const day = localDay[position] as number;
      for (let window = 0; window < WINDOWS; window++) {
        neighbours[window] =
          (neighbours[window] as number) +
          ((model.before[window] as Int32Array)[position] as number) +
          ((model.after[window] as Int32Array)[position] as number);
      }
      const here = keptIndexOf[position] as number;
      for (let step = -1; step <= 1; step += 2) {
        const end =
          step < 0
            ? Math.max(-1, here - 1 - MAX_NEIGHBOURS_A_SIDE)
            : Math.min(keptCount, here + 1 + MAX_NEIGHBOURS_A_SIDE);
        for (let near = here + step; near !== end; near += step) {
          const away = Math.abs((keptTimes[near] as number) - at);
          if (away > LONGEST_MS) break;
          const otherRank = keptRanks[near] as number;
          if (otherRank <= rank) continue;
          const cell = otherRank * CELL;
          if (cells[cell + WINDOWS - 1] === NO_DAY) touched[touchedCount++] = otherRank;
          for (
            let window = WINDOWS - 1;
            window >= 0 && away <= (STEP_WINDOWS_MS[window] as number);
            window--
          ) {
            if (cells[cell + window] === day) continue;
            cells[cell + window] = day;
            cells[cell + WINDOWS + window] = (cells[cell + WINDOWS + window] as number) + 1;
          }
        }
      }
    }
    const often: number[] = [];
    for (let index = 0; index < touchedCount; index++) {
      const otherRank = touched[index] as number;
      const other = ranked[otherRank] as number;
      const rate = CHANCE_FACTOR * overallRate(stream, countOf(stream, other));
      const cell = otherRank * CELL;
      let isOften = false;
      for (let window = 0; window < WINDOWS; window++) {
        const hits = cells[cell + WINDOWS + window] as number;
        cells[cell + WINDOWS + window] = 0;
        cells[cell + window] = NO_DAY;
        if (hits < MIN_DAYS || isOften) continue;
        const expected = rate * (neighbours[window] as number);
        if (hits <= expected) continue;
        // Chernoff: log P(K ≥ k) ≤ k - λ - k·log(k/λ)
        isOften = hits - expected - hits * Math.log(hits / expected) <= logLimit + SIEVE_SLACK;
      }
      if (isOften) often.push(other);
    }
    return often;
  }
}
