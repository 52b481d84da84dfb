import {
  addTrial,
  buildChanceModel,
  type ChanceModel,
  type DayTrial,
  firstFrom,
  logMiss,
  rateAlong,
  testDays,
} from "./chance.ts";
import type { EventStream } from "./event-stream.ts";
import { bestWindow, findNearPairs, logPairTests, type NearPair } from "./near-pairs.ts";
import { MAX_STEPS } from "./pattern.ts";
import { MAX_P_VALUE, MIN_DAYS, MIN_STEP_SHARE, STEP_WINDOWS_MS } from "./thresholds.ts";

/** Symbols done together again and again, in whatever order. */
export interface StepGroup {
  symbols: number[];
  /** Each one's positions in the stream, in the order of `symbols`; ascending by time. */
  occurrences: number[][];
  /** Log of the probability by chance, corrected for all that was tried. */
  logP: number;
  /** Days that chance would give. */
  expectedDays: number;
}

/** A step's own evidence: weaker ones would ride along with strong neighbours. */
const MAX_STEP_P_VALUE = 0.01;
const MAX_SEEDS = 4000;

/**
 * Groups of steps, most surprising first. Each starts from the most surprising pair not yet explained, takes in every
 * further step that is there in most of its occurrences, and then takes its events away, so that no part of it is
 * found again (as GoKrimp does: Lam et al., 2014).
 */
export function findStepGroups(stream: EventStream): StepGroup[] {
  const model = buildChanceModel(stream);
  const frequentCount = stream.symbols.filter((symbol) => symbol.isFrequent).length;
  const used = new Uint8Array(stream.times.length);
  const groups: StepGroup[] = [];
  for (const pair of findNearPairs(stream, model).slice(0, MAX_SEEDS)) {
    const seed = seedGroup(stream, model, pair, used, frequentCount);
    if (!seed) continue;
    const group = grow(stream, model, seed, used, frequentCount);
    if (group.logP > Math.log(MAX_P_VALUE)) continue;
    groups.push(group);
    explain(stream, group, used);
  }
  return groups;
}

function seedGroup(
  stream: EventStream,
  model: ChanceModel,
  { left, right }: NearPair,
  used: Uint8Array,
  frequentCount: number,
): StepGroup | null {
  const best = bestWindow(stream, model, left, right, used);
  if (!best) return null;
  const logP = best.logP + logPairTests(frequentCount);
  if (logP > 0) return null;
  const occurrences = matchPair(stream, left, right, STEP_WINDOWS_MS[best.window] ?? 0, used);
  if (countDays(stream, occurrences) < MIN_DAYS) return null;
  return { symbols: [left, right], occurrences, logP, expectedDays: best.expectedDays };
}

/** Each position of the rarer symbol with the nearest one of the other, none twice. */
function matchPair(
  stream: EventStream,
  left: number,
  right: number,
  windowMs: number,
  used: Uint8Array,
): number[][] {
  const taken = new Set<number>();
  const others = stream.symbols[right]?.positions ?? [];
  const occurrences: number[][] = [];
  for (const position of stream.symbols[left]?.positions ?? []) {
    if (used[position]) continue;
    const at = stream.times[position] ?? 0;
    let nearest = -1;
    let distance = windowMs + 1;
    for (let index = firstFrom(stream, others, at - windowMs); index < others.length; index++) {
      const other = others[index] ?? 0;
      const away = Math.abs((stream.times[other] ?? 0) - at);
      if (away > windowMs && (stream.times[other] ?? 0) > at) break;
      if (!used[other] && !taken.has(other) && away < distance) {
        nearest = other;
        distance = away;
      }
    }
    if (nearest < 0) continue;
    taken.add(nearest);
    occurrences.push([position, nearest]);
  }
  return occurrences;
}

interface Extension {
  symbol: number;
  window: number;
  logP: number;
  expectedDays: number;
  /** Position of the new step by occurrence, -1 where it is missing. */
  found: Int32Array;
  count: number;
}

function grow(
  stream: EventStream,
  model: ChanceModel,
  seed: StepGroup,
  used: Uint8Array,
  frequentCount: number,
): StepGroup {
  let group = seed;
  const logTests = Math.log(frequentCount * STEP_WINDOWS_MS.length);
  while (group.symbols.length < MAX_STEPS) {
    const best = bestExtension(stream, model, group, used, seed.occurrences.length);
    if (!best || best.logP + logTests > Math.log(MAX_STEP_P_VALUE)) return group;
    group = {
      symbols: [...group.symbols, best.symbol],
      occurrences: group.occurrences.flatMap((occurrence, index) => {
        const position = best.found[index] ?? -1;
        return position < 0 ? [] : [[...occurrence, position]];
      }),
      logP: group.logP + best.logP + logTests,
      expectedDays: Math.min(group.expectedDays, best.expectedDays),
    };
  }
  return group;
}

function bestExtension(
  stream: EventStream,
  model: ChanceModel,
  group: StepGroup,
  used: Uint8Array,
  seedCount: number,
): Extension | null {
  const needed = Math.max(MIN_STEP_SHARE * group.occurrences.length, 0.5 * seedCount, MIN_DAYS);
  let best: Extension | null = null;
  for (const [symbol, near] of neighbours(stream, group, used)) {
    if (near.count < needed) continue;
    for (let window = 0; window < STEP_WINDOWS_MS.length; window++) {
      const extension = testExtension(stream, model, group, symbol, near.positions, window);
      if (extension.count < needed) continue;
      if (!best || isBetter(stream, extension, best)) best = extension;
    }
  }
  return best;
}

function isBetter(stream: EventStream, one: Extension, other: Extension): boolean {
  if (one.symbol === other.symbol) return one.logP < other.logP;
  if (one.count !== other.count) return one.count > other.count;
  if (one.logP !== other.logP) return one.logP < other.logP;
  return (stream.symbols[one.symbol]?.template ?? "") < (stream.symbols[other.symbol]?.template ?? "");
}

/** For each further symbol within the longest window of an occurrence: its nearest position there. */
function neighbours(
  stream: EventStream,
  group: StepGroup,
  used: Uint8Array,
): Map<number, { positions: Int32Array; count: number }> {
  const longest = STEP_WINDOWS_MS.at(-1) ?? 0;
  const members = new Set(group.symbols);
  const near = new Map<number, { positions: Int32Array; count: number }>();
  group.occurrences.forEach((occurrence, index) => {
    const { first, last } = hull(occurrence);
    const from = (stream.times[first] ?? 0) - longest;
    const until = (stream.times[last] ?? 0) + longest;
    const visit = (position: number) => {
      const symbol = stream.symbolOf[position] ?? 0;
      if (used[position] || members.has(symbol) || !stream.symbols[symbol]?.isFrequent) return;
      let entry = near.get(symbol);
      if (!entry) {
        entry = { positions: new Int32Array(group.occurrences.length).fill(-1), count: 0 };
        near.set(symbol, entry);
      }
      const known = entry.positions[index] ?? -1;
      if (known < 0) entry.count++;
      if (known < 0 || distanceTo(stream, occurrence, position) < distanceTo(stream, occurrence, known)) {
        entry.positions[index] = position;
      }
    };
    for (let position = first - 1; position >= 0 && (stream.times[position] ?? 0) >= from; position--)
      visit(position);
    for (let position = first + 1; position < stream.times.length; position++) {
      if ((stream.times[position] ?? 0) > until) break;
      visit(position);
    }
  });
  return near;
}

function testExtension(
  stream: EventStream,
  model: ChanceModel,
  group: StepGroup,
  symbol: number,
  positions: Int32Array,
  window: number,
): Extension {
  const windowMs = STEP_WINDOWS_MS[window] ?? 0;
  const days = new Map<number, DayTrial>();
  const found = new Int32Array(positions.length).fill(-1);
  const rateAt = rateAlong(stream, model, symbol);
  let count = 0;
  group.occurrences.forEach((occurrence, index) => {
    const { first, last } = hull(occurrence);
    const position = positions[index] ?? -1;
    const isHit = position >= 0 && distanceTo(stream, occurrence, position) <= windowMs;
    if (isHit) {
      found[index] = position;
      count++;
    }
    const others =
      (model.before[window]?.[first] ?? 0) +
      (model.after[window]?.[last] ?? 0) +
      (last - first + 1 - occurrence.length);
    const chance = logMiss(rateAt(first), others);
    addTrial(days, stream.localDay[first] ?? 0, chance, isHit);
  });
  const { logP, hitDays, expectedDays } = testDays(days);
  return { symbol, window, logP, expectedDays, found, count: hitDays >= MIN_DAYS ? count : 0 };
}

/** How far outside an occurrence a position lies; 0 between its first and last step. */
function distanceTo(stream: EventStream, occurrence: readonly number[], position: number): number {
  const { first, last } = hull(occurrence);
  const at = stream.times[position] ?? 0;
  return Math.max(0, (stream.times[first] ?? 0) - at, at - (stream.times[last] ?? 0));
}

function hull(occurrence: readonly number[]): { first: number; last: number } {
  return { first: Math.min(...occurrence), last: Math.max(...occurrence) };
}

/** Takes the group's events away, incomplete occurrences included: any two of its steps near each other. */
function explain(stream: EventStream, group: StepGroup, used: Uint8Array): void {
  const longest = STEP_WINDOWS_MS.at(-1) ?? 0;
  const positions = group.symbols
    .flatMap((symbol) => stream.symbols[symbol]?.positions ?? [])
    .sort((left, right) => left - right);
  let cluster: number[] = [];
  const close = () => {
    const symbols = new Set(cluster.map((position) => stream.symbolOf[position]));
    if (symbols.size > 1) for (const position of cluster) used[position] = 1;
    cluster = [];
  };
  for (const position of positions) {
    const last = cluster.at(-1);
    if (last !== undefined && (stream.times[position] ?? 0) - (stream.times[last] ?? 0) > longest) close();
    cluster.push(position);
  }
  close();
}

export function countDays(stream: EventStream, occurrences: readonly (readonly number[])[]): number {
  return new Set(occurrences.map((occurrence) => stream.localDay[Math.min(...occurrence)])).size;
}
