import type { Stream } from "../stream/stream.ts";
import { MAX_P_VALUE, MIN_DAYS } from "../thresholds.ts";
import { buildChanceModel, endChanceModel } from "./chance.ts";
import { ExtensionTester } from "./extensions.ts";
import type { StepGroup } from "./group.ts";
import { explain, type GrowthInput, growGroup } from "./grow.ts";
import { countDays, InstanceMatcher } from "./instances.ts";
import { findNearPairs, logPairTests, type NearPair } from "./near-pairs.ts";
import { NeighbourFinder } from "./neighbours.ts";
import { type PairTest, PairTester } from "./pair-test.ts";

const MAX_SEEDS = 20_000;
/** Whether to stop is asked after so many seeds. */
const SEEDS_BETWEEN_LOOKS = 64;

/**
 * Groups of steps, most surprising first. Each starts from the most surprising pair not yet explained, takes in every
 * further step that is there in most of its instances, and then takes its events away, so that no part of it is found
 * again (as GoKrimp does: Lam et al., 2014).
 */
export function findGroups(
  stream: Stream,
  { shouldStop, onProgress }: { shouldStop: () => boolean; onProgress: (share: number) => void },
): StepGroup[] {
  const model = buildChanceModel(stream);
  const used = new Uint8Array(stream.size);
  const tester = new PairTester(stream, model, used);
  const input: GrowthInput = {
    stream,
    matcher: new InstanceMatcher(stream, used),
    finder: new NeighbourFinder(stream, used),
    tester: new ExtensionTester(stream, model),
  };
  const logTests = logPairTests(stream.symbols.frequent.length);
  const groups: StepGroup[] = [];
  /** 1 for symbols some of whose positions are used. */
  const isTouched = new Uint8Array(stream.symbols.size);
  const again = (pair: NearPair): PairTest | null =>
    isTouched[pair.left] || isTouched[pair.right] ? tester.best(pair) : pair;
  const pairs = findNearPairs(stream, model, { tester, shouldStop }).slice(0, MAX_SEEDS);
  for (const [index, pair] of pairs.entries()) {
    if (index % SEEDS_BETWEEN_LOOKS === 0) {
      if (shouldStop()) break;
      onProgress(index / pairs.length);
    }
    const best = again(pair);
    if (!best || best.logP + logTests > 0) continue;
    const symbols = [pair.left, pair.right];
    const instances = input.matcher.match(symbols, 2);
    if (countDays(stream, instances) < MIN_DAYS) continue;
    const { logP, expectedDays } = best;
    const group = growGroup(input, { symbols, instances, logP: logP + logTests, expectedDays });
    if (group.logP > Math.log(MAX_P_VALUE)) continue;
    groups.push(group);
    explain(stream, group, used);
    for (const symbol of group.symbols) isTouched[symbol] = 1;
  }
  endChanceModel(model);
  return groups;
}
