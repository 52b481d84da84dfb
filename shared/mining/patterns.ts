import { buildPattern, type PatternDraft } from "./build-pattern.ts";
import { buildStream, type EventStream } from "./event-stream.ts";
import { isFolderVisit } from "./folder-visits.ts";
import type { Pattern } from "./pattern.ts";
import { buildDayProfile, type DayProfile, type FoundRhythm, findRhythm } from "./rhythm.ts";
import { isBelowFloor, type MiningState } from "./state.ts";
import { findStepGroups } from "./step-groups.ts";
import { type OrderedGroup, orderSteps } from "./step-order.ts";
import { MAX_COMPANIONS_P_VALUE, MAX_P_VALUE, MAX_RHYTHM_P_VALUE } from "./thresholds.ts";

export interface PatternOptions {
  /** At most this many, the most surprising. (Default: 500) */
  maxPatterns?: number;
}

/**
 * What repeats in the events of the state, most surprising first. The same events give the same patterns, however they
 * came in. Cost: about 10 µs an event (see docs/mining.md).
 */
export function patterns(state: MiningState, options: PatternOptions = {}): Pattern[] {
  const events = state.segments.flatMap((segment) =>
    segment.events.filter((event) => !isBelowFloor(state, event)),
  );
  const stream = buildStream(events);
  const profile = buildDayProfile(stream);
  const groups = findStepGroups(stream)
    .map((group) => orderSteps(stream, group))
    .filter((group) => isTelling(stream, group));
  const together = groups.map((group) => draftOfGroup(stream, profile, group, groups.length));
  const rhythms = findSymbolRhythms(stream, profile, together);
  return [...together, ...rhythms]
    .map((draft) => buildPattern(stream, draft))
    .sort((left, right) => right.score - left.score || (left.fingerprint < right.fingerprint ? -1 : 1))
    .slice(0, options.maxPatterns ?? 500);
}

/** Whether a group says something: not about one file only, not of looking through a folder, companions beyond doubt. */
function isTelling(stream: EventStream, group: OrderedGroup): boolean {
  if (!group.isOrdered && group.logP > Math.log(MAX_COMPANIONS_P_VALUE)) return false;
  if ((!group.isOrdered || group.symbols.length === 2) && isFolderVisit(stream, group)) return false;
  const templates = new Set(group.symbols.map((symbol) => stream.symbols[symbol]?.template));
  const ops = new Set(group.symbols.map((symbol) => stream.symbols[symbol]?.op));
  return templates.size > 1 || (group.isOrdered && ops.has("downloaded") && ops.has("uploaded"));
}

function draftOfGroup(
  stream: EventStream,
  profile: DayProfile,
  group: OrderedGroup,
  groupCount: number,
): PatternDraft {
  const starts = group.occurrences.map((occurrence) => Math.min(...occurrence));
  const rhythm = findRhythm(stream, profile, starts);
  const isSure = rhythm !== null && rhythm.logP + Math.log(groupCount) <= Math.log(MAX_RHYTHM_P_VALUE);
  return { ...group, kind: group.isOrdered ? "ordered" : "companions", rhythm: isSure ? rhythm : null };
}

/** Rhythms of single steps, but for those that a found group with a rhythm already tells. */
function findSymbolRhythms(
  stream: EventStream,
  profile: DayProfile,
  together: readonly PatternDraft[],
): PatternDraft[] {
  const told = new Map<number, Set<number>>();
  for (const draft of together) {
    if (!draft.rhythm) continue;
    for (const symbol of draft.symbols) {
      const days = told.get(symbol) ?? new Set();
      for (const occurrence of draft.occurrences) {
        if (!draft.rhythm.hitPositions.has(Math.min(...occurrence))) continue;
        days.add(stream.localDay[Math.min(...occurrence)] ?? 0);
      }
      told.set(symbol, days);
    }
  }
  const frequent = stream.symbols.flatMap((symbol, index) => (symbol.isFrequent ? [index] : []));
  return frequent.flatMap((symbol): PatternDraft[] => {
    const positions = stream.symbols[symbol]?.positions ?? [];
    const rhythm = findRhythm(stream, profile, positions);
    if (!rhythm) return [];
    const logP = rhythm.logP + Math.log(frequent.length);
    if (logP > Math.log(MAX_P_VALUE) || isTold(rhythm, told.get(symbol))) return [];
    const occurrences = positions
      .filter((position) => rhythm.hitPositions.has(position))
      .map((position) => [position]);
    return [
      { kind: "rhythm", symbols: [symbol], occurrences, logP, expectedDays: rhythm.expectedByChance, rhythm },
    ];
  });
}

/** Whether most hit days of a rhythm are those of a group's. */
function isTold(rhythm: FoundRhythm, days: ReadonlySet<number> | undefined): boolean {
  if (!days) return false;
  const hits = rhythm.days.filter(({ isHit }) => isHit);
  return hits.filter(({ day }) => days.has(day)).length >= 0.5 * hits.length;
}
