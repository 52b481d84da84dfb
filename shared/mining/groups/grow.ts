import { MAX_STEPS } from "../pattern.ts";
import { positionsOf, type Stream } from "../stream/stream.ts";
import { MIN_DAYS, MIN_STEP_SHARE, STEP_WINDOWS_MS } from "../thresholds.ts";
import { type ChanceModel, DayTrials, logMiss, rateAlong } from "./chance.ts";
import { gainOf, type StepGroup } from "./group.ts";
import { countDays, type Instances, matchInstances, neededSteps } from "./instances.ts";

const WINDOWS = STEP_WINDOWS_MS.length;
const LONGEST_MS = STEP_WINDOWS_MS[WINDOWS - 1] as number;

/** A step's own evidence: weaker ones would ride along with strong neighbours. */
const MAX_STEP_LOG_P = Math.log(0.01);

/** A step in this share of the instances may be the mark of one of several routines that share steps. */
const MIN_BRANCH_SHARE = 0.2;
const MAX_BRANCHES = 3;

export interface GrowthInput {
  stream: Stream;
  model: ChanceModel;
  used: Uint8Array;
  /** Number of frequent symbols: what an extension was picked from. */
  candidates: number;
  scratch: GrowthScratch;
}

/** Dense tables over all symbols, clean between uses. */
export interface GrowthScratch {
  slotOf: Int32Array;
  isFrequent: Uint8Array;
}

export function newScratch({ symbols }: Stream): GrowthScratch {
  const isFrequent = new Uint8Array(symbols.size);
  for (const symbol of symbols.frequent) isFrequent[symbol] = 1;
  return { slotOf: new Int32Array(symbols.size).fill(-1), isFrequent };
}

/**
 * Grows a group by the step that most of its instances have, then the next. Where a pair belongs to several routines no
 * step is in most of them: then each of the likeliest is tried in the instances that have it, and the way that explains
 * most is taken.
 */
export function growGroup(input: GrowthInput, seed: StepGroup): StepGroup {
  let group = seed;
  while (group.symbols.length < MAX_STEPS) {
    const best = usualExtensions(input, group)[0];
    if (!best) break;
    group = extend(input, group, best);
  }
  if (group.symbols.length > 3) return group;
  let winner = group;
  for (const extension of rareExtensions(input, group).slice(0, MAX_BRANCHES)) {
    const narrowed = narrow(input, group, extension);
    if (!narrowed) continue;
    let branch = narrowed;
    while (branch.symbols.length < MAX_STEPS) {
      const best = usualExtensions(input, branch)[0];
      if (!best) break;
      branch = extend(input, branch, best);
    }
    if (gainOf(branch) > gainOf(winner)) winner = branch;
  }
  return winner;
}

interface Extension {
  symbol: number;
  logP: number;
  expectedDays: number;
  count: number;
  hitDays: number;
}

function usualExtensions(input: GrowthInput, group: StepGroup): Extension[] {
  return extensions(input, group, Math.max(MIN_STEP_SHARE * group.instances.count, MIN_DAYS));
}

function rareExtensions(input: GrowthInput, group: StepGroup): Extension[] {
  return extensions(input, group, Math.max(MIN_BRANCH_SHARE * group.instances.count, MIN_DAYS));
}

/** Steps that at least `needed` instances have near them beyond chance, the commonest first. */
function extensions(input: GrowthInput, group: StepGroup, needed: number): Extension[] {
  const { stream, candidates } = input;
  const logTests = Math.log(candidates * WINDOWS);
  const found: Extension[] = [];
  for (const near of neighbours(input, group)) {
    if (near.count < needed) continue;
    let best: Extension | null = null;
    for (let window = 0; window < WINDOWS; window++) {
      const tested = testExtension(input, group, near, window);
      if (tested.count < needed || tested.hitDays < MIN_DAYS) continue;
      if (!best || tested.logP < best.logP) best = tested;
    }
    if (best && best.logP + logTests <= MAX_STEP_LOG_P) found.push(best);
  }
  const nameOf = (symbol: number) => stream.symbols.templates[symbol] as string;
  return found.sort(
    (one, other) =>
      other.count - one.count ||
      one.logP - other.logP ||
      (nameOf(one.symbol) < nameOf(other.symbol) ? -1 : 1),
  );
}

function extend(input: GrowthInput, group: StepGroup, extension: Extension): StepGroup {
  const symbols = [...group.symbols, extension.symbol];
  const needed = neededSteps(symbols.length);
  return {
    symbols,
    instances: matchInstances(input.stream, symbols, { used: input.used, needed }),
    logP: group.logP + extension.logP + Math.log(input.candidates * WINDOWS),
    expectedDays: Math.min(group.expectedDays, extension.expectedDays),
  };
}

/** The instances that have all steps, the new one included; null when they are too few. */
function narrow(input: GrowthInput, group: StepGroup, extension: Extension): StepGroup | null {
  const symbols = [...group.symbols, extension.symbol];
  const instances = matchInstances(input.stream, symbols, { used: input.used, needed: symbols.length });
  if (countDays(input.stream, instances) < MIN_DAYS) return null;
  return {
    symbols,
    instances,
    logP: group.logP + extension.logP + Math.log(input.candidates * WINDOWS),
    expectedDays: Math.min(group.expectedDays, extension.expectedDays),
  };
}

interface Neighbour {
  symbol: number;
  /** Nearest position by instance, -1 where there is none. */
  positions: Int32Array;
  count: number;
}

/** For each further frequent symbol within 15 minutes of an instance: its nearest unused position there. */
function neighbours({ stream, used, scratch }: GrowthInput, group: StepGroup): Neighbour[] {
  const { times, symbolOf, size } = stream;
  const { instances } = group;
  const { slotOf, isFrequent } = scratch;
  const near: Neighbour[] = [];
  for (const symbol of group.symbols) slotOf[symbol] = -2;
  for (let row = 0; row < instances.count; row++) {
    const first = instances.first[row] as number;
    const last = instances.last[row] as number;
    const start = times[first] as number;
    const end = times[last] as number;
    let position = first;
    while (position > 0 && (times[position - 1] as number) >= start - LONGEST_MS) position--;
    for (; position < size && (times[position] as number) <= end + LONGEST_MS; position++) {
      const symbol = symbolOf[position] as number;
      if (!isFrequent[symbol] || used[position]) continue;
      let slot = slotOf[symbol] as number;
      if (slot === -2) continue;
      if (slot === -1) {
        slot = near.length;
        slotOf[symbol] = slot;
        near.push({ symbol, positions: new Int32Array(instances.count).fill(-1), count: 0 });
      }
      const entry = near[slot] as Neighbour;
      const known = entry.positions[row] as number;
      if (known < 0) entry.count++;
      if (known < 0 || awayFrom(times, start, end, position) < awayFrom(times, start, end, known))
        entry.positions[row] = position;
    }
  }
  for (const symbol of group.symbols) slotOf[symbol] = -1;
  for (const { symbol } of near) slotOf[symbol] = -1;
  return near;
}

function testExtension(
  { stream, model }: GrowthInput,
  group: StepGroup,
  near: Neighbour,
  window: number,
): Extension {
  const { times, localDay } = stream;
  const { instances } = group;
  const windowMs = STEP_WINDOWS_MS[window] as number;
  const before = model.before[window] as Int32Array;
  const after = model.after[window] as Int32Array;
  const trials = new DayTrials();
  const rateAt = rateAlong(stream, model, near.symbol);
  let count = 0;
  for (let row = 0; row < instances.count; row++) {
    const first = instances.first[row] as number;
    const last = instances.last[row] as number;
    const position = near.positions[row] as number;
    const isHit =
      position >= 0 && awayFrom(times, times[first] as number, times[last] as number, position) <= windowMs;
    if (isHit) count++;
    const others =
      (before[first] as number) +
      (after[last] as number) +
      (last - first + 1 - (instances.found[row] as number));
    trials.add(localDay[first] as number, logMiss(rateAt(first), others), isHit);
  }
  const logP = trials.logP();
  return {
    symbol: near.symbol,
    logP,
    expectedDays: trials.expectedDays,
    count,
    hitDays: trials.hitDays,
  };
}

/** How far outside an instance a position lies; 0 between its first and last step. */
function awayFrom(times: Float64Array, start: number, end: number, position: number): number {
  const at = times[position] as number;
  return at < start ? start - at : at > end ? at - end : 0;
}

export function seedInstances(
  stream: Stream,
  { left, right, used }: { left: number; right: number; used: Uint8Array },
): Instances {
  return matchInstances(stream, [left, right], { used, needed: 2 });
}

/** Takes the group's events away, so that no part of it is found again. */
export function explain(stream: Stream, group: StepGroup, used: Uint8Array): void {
  const { times } = stream;
  const { instances, symbols } = group;
  for (const symbol of symbols) {
    const positions = positionsOf(stream, symbol);
    let next = 0;
    for (let row = 0; row < instances.count; row++) {
      const from = (times[instances.first[row] as number] as number) - LONGEST_MS;
      const until = (times[instances.last[row] as number] as number) + LONGEST_MS;
      while (next < positions.length && (times[positions[next] as number] as number) < from) next++;
      for (let near = next; near < positions.length; near++) {
        const position = positions[near] as number;
        if ((times[position] as number) > until) break;
        used[position] = 1;
      }
    }
  }
}
