import { MAX_STEPS } from "../pattern-limits.ts";
import { positionsOf, type Stream } from "../stream/stream.ts";
import { MIN_DAYS, MIN_STEP_SHARE } from "../thresholds.ts";
import { LONGEST_MS } from "./chance.ts";
import type { Extension, ExtensionTester } from "./extensions.ts";
import { gainOf, type StepGroup } from "./group.ts";
import { countDays, type InstanceMatcher, neededSteps } from "./instances.ts";
import type { Neighbour, NeighbourFinder } from "./neighbours.ts";

/** A step in this share of the instances may be the mark of one of several routines that share steps. */
const MIN_BRANCH_SHARE = 0.2;
const MAX_BRANCHES = 3;
/** More steps than this are one routine's own. */
const MAX_BRANCHED_STEPS = 3;

export interface GrowthInput {
  stream: Stream;
  matcher: InstanceMatcher;
  finder: NeighbourFinder;
  tester: ExtensionTester;
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
  for (const extension of input.tester.extensions(group, near, branchNeed(group)).slice(0, MAX_BRANCHES)) {
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
    const near = input.finder.near(group, branchNeed(group));
    if (group.symbols.length >= MAX_STEPS) return { group, near };
    const needed = Math.max(MIN_STEP_SHARE * group.instances.count, MIN_DAYS);
    const best = input.tester.extensions(group, near, needed)[0];
    if (!best) return { group, near };
    group = extend(input, group, best, neededSteps(group.symbols.length + 1));
  }
}

function branchNeed({ instances }: StepGroup): number {
  return Math.max(MIN_BRANCH_SHARE * instances.count, MIN_DAYS);
}

/** The group with one more step, matched anew; instances have at least `needed` steps. */
function extend(
  { matcher, tester }: GrowthInput,
  group: StepGroup,
  extension: Extension,
  needed: number,
): StepGroup {
  const symbols = [...group.symbols, extension.symbol];
  return {
    symbols,
    instances: matcher.match(symbols, needed),
    logP: group.logP + extension.logP + tester.logTests,
    expectedDays: Math.min(group.expectedDays, extension.expectedDays),
  };
}

/** The instances that have all steps, the new one included; null when they are too few. */
function narrow(input: GrowthInput, group: StepGroup, extension: Extension): StepGroup | null {
  const narrowed = extend(input, group, extension, group.symbols.length + 1);
  return countDays(input.stream, narrowed.instances) < MIN_DAYS ? null : narrowed;
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
