import type { Stream } from "../stream/stream.ts";
import { MAX_P_VALUE, MIN_DAYS } from "../thresholds.ts";
import { buildChanceModel } from "./chance.ts";
import type { StepGroup } from "./group.ts";
import { explain, type GrowthInput, growGroup, newScratch, seedInstances } from "./grow.ts";
import { countDays } from "./instances.ts";
import { bestWindow, findNearPairs, logPairTests } from "./near-pairs.ts";

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
  const candidates = stream.symbols.frequent.length;
  const used = new Uint8Array(stream.size);
  const input: GrowthInput = { stream, model, used, candidates, scratch: newScratch(stream) };
  const logTests = logPairTests(candidates);
  const groups: StepGroup[] = [];
  const pairs = findNearPairs(stream, model, shouldStop).slice(0, MAX_SEEDS);
  for (const [index, { left, right }] of pairs.entries()) {
    if (index % SEEDS_BETWEEN_LOOKS === 0) {
      if (shouldStop()) break;
      onProgress(index / pairs.length);
    }
    const best = bestWindow(stream, model, { left, right, used });
    if (!best || best.logP + logTests > 0) continue;
    const instances = seedInstances(stream, { left, right, used });
    if (countDays(stream, instances) < MIN_DAYS) continue;
    const seed: StepGroup = {
      symbols: [left, right],
      instances,
      logP: best.logP + logTests,
      expectedDays: best.expectedDays,
    };
    const group = growGroup(input, seed);
    if (group.logP > Math.log(MAX_P_VALUE)) continue;
    groups.push(group);
    explain(stream, group, used);
  }
  return groups;
}
