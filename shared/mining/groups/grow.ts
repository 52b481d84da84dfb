import { MAX_STEPS } from "../pattern-limits.ts";
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
/** More steps than this are one routine's own. */
const MAX_BRANCHED_STEPS = 3;

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
  /** 1 for frequent symbols. */
  isAsked: Uint8Array;
  slotOf: Int32Array;
  rowOf: Int32Array;
  countOf: Int32Array;
  touched: Int32Array;
}

export function newScratch({ symbols }: Stream): GrowthScratch {
  const isAsked = new Uint8Array(symbols.size);
  for (const symbol of symbols.frequent) isAsked[symbol] = 1;
  return {
    isAsked,
    slotOf: new Int32Array(symbols.size).fill(-1),
    rowOf: new Int32Array(symbols.size).fill(-1),
    countOf: new Int32Array(symbols.size),
    touched: new Int32Array(symbols.size),
  };
}

/**
 * Grows a group by the step that most of its instances have, then the next. Where a pair belongs to several routines no
 * step is in most of them: then each of the likeliest is tried in the instances that have it, and the way that explains
 * most is taken.
 */
export function growGroup(input: GrowthInput, seed: StepGroup): StepGroup {
  const { group, near } = growUsual(input, seed);
  if (group.symbols.length > MAX_BRANCHED_STEPS) return group;
  let winner = group;
  for (const extension of extensions(input, group, near, branchNeed(group)).slice(0, MAX_BRANCHES)) {
    const narrowed = narrow(input, group, extension);
    if (!narrowed) continue;
    const branch = growUsual(input, narrowed).group;
    if (gainOf(branch) > gainOf(winner)) winner = branch;
  }
  return winner;
}

/** Takes in what most instances have, step by step; gives what was near the last ones too. */
function growUsual(input: GrowthInput, seed: StepGroup): { group: StepGroup; near: Neighbour[] } {
  let group = seed;
  for (;;) {
    const near = neighbours(input, group, branchNeed(group));
    if (group.symbols.length >= MAX_STEPS) return { group, near };
    const needed = Math.max(MIN_STEP_SHARE * group.instances.count, MIN_DAYS);
    const best = extensions(input, group, near, needed)[0];
    if (!best) return { group, near };
    group = extend(input, group, best);
  }
}

function branchNeed({ instances }: StepGroup): number {
  return Math.max(MIN_BRANCH_SHARE * instances.count, MIN_DAYS);
}

interface Extension {
  symbol: number;
  logP: number;
  expectedDays: number;
  count: number;
  hitDays: number;
}

/** Steps that at least `needed` instances have near them beyond chance, the commonest first. */
function extensions(
  input: GrowthInput,
  group: StepGroup,
  near: readonly Neighbour[],
  needed: number,
): Extension[] {
  const { stream, candidates } = input;
  const logTests = Math.log(candidates * WINDOWS);
  const found: Extension[] = [];
  for (const one of near) {
    if (one.count < needed) continue;
    let best: Extension | null = null;
    for (let window = 0; window < WINDOWS; window++) {
      const tested = testExtension(input, group, one, window);
      if (tested.count < needed || tested.hitDays < MIN_DAYS) continue;
      if (!best || tested.logP < best.logP) best = tested;
    }
    if (best && best.logP + logTests <= MAX_STEP_LOG_P) found.push(best);
  }
  const nameOf = (symbol: number) => stream.symbols.templates[symbol] as string;
  return found.sort(
    (left, right) =>
      right.count - left.count ||
      left.logP - right.logP ||
      (nameOf(left.symbol) < nameOf(right.symbol) ? -1 : 1),
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

/** Each further frequent symbol within 15 minutes of at least `needed` instances: its nearest unused position there. */
function neighbours({ stream, used, scratch }: GrowthInput, group: StepGroup, needed: number): Neighbour[] {
  const { times, symbolOf, size } = stream;
  const { instances } = group;
  const { isAsked, rowOf, countOf, touched } = scratch;
  const near: Neighbour[] = [];
  const from = new Int32Array(instances.count);
  const until = new Int32Array(instances.count);
  for (const symbol of group.symbols) isAsked[symbol] = 0;
  let touchedCount = 0;
  for (let row = 0; row < instances.count; row++) {
    const start = (times[instances.first[row] as number] as number) - LONGEST_MS;
    const end = (times[instances.last[row] as number] as number) + LONGEST_MS;
    let position = instances.first[row] as number;
    while (position > 0 && (times[position - 1] as number) >= start) position--;
    from[row] = position;
    for (; position < size && (times[position] as number) <= end; position++) {
      const symbol = symbolOf[position] as number;
      if (isAsked[symbol] === 0 || used[position] || rowOf[symbol] === row) continue;
      if (rowOf[symbol] === -1) touched[touchedCount++] = symbol;
      rowOf[symbol] = row;
      countOf[symbol] = (countOf[symbol] as number) + 1;
    }
    until[row] = position;
  }
  for (let index = 0; index < touchedCount; index++) {
    const symbol = touched[index] as number;
    const count = countOf[symbol] as number;
    rowOf[symbol] = -1;
    countOf[symbol] = 0;
    if (count < needed) continue;
    slotIn(scratch, symbol, near.length);
    near.push({ symbol, positions: new Int32Array(instances.count).fill(-1), count });
  }
  if (near.length > 0) fillNearest(stream, { used, scratch }, { instances, from, until, near });
  for (const { symbol } of near) slotIn(scratch, symbol, -1);
  for (const symbol of group.symbols) isAsked[symbol] = 1;
  return near;
}

function slotIn({ slotOf }: GrowthScratch, symbol: number, slot: number): void {
  slotOf[symbol] = slot;
}

function fillNearest(
  { times, symbolOf }: Stream,
  { used, scratch }: { used: Uint8Array; scratch: GrowthScratch },
  {
    instances,
    from,
    until,
    near,
  }: { instances: Instances; from: Int32Array; until: Int32Array; near: Neighbour[] },
): void {
  const { slotOf } = scratch;
  for (let row = 0; row < instances.count; row++) {
    const start = times[instances.first[row] as number] as number;
    const end = times[instances.last[row] as number] as number;
    for (let position = from[row] as number; position < (until[row] as number); position++) {
      const slot = slotOf[symbolOf[position] as number] as number;
      if (slot < 0 || used[position]) continue;
      const { positions } = near[slot] as Neighbour;
      const known = positions[row] as number;
      if (known < 0 || awayFrom(times, start, end, position) < awayFrom(times, start, end, known))
        positions[row] = position;
    }
  }
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
