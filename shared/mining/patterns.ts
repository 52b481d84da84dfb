import { findDrafts } from "./find-drafts.ts";
import { hasEnded } from "./has-ended.ts";
import type { Absence, Pattern } from "./pattern.ts";
import { findAbsence } from "./rhythm/find-absence.ts";
import type { MiningState } from "./state/state.ts";
import { buildStream } from "./stream/build-stream.ts";
import { buildPattern } from "./tell/build-pattern.ts";
import { MAX_MISSED } from "./thresholds.ts";

export interface PatternOptions {
  /** At most this many, the most surprising. (Default: 500) */
  maxPatterns?: number;
  /** Epoch milliseconds up to which rhythms are held against what came. (Default: the last event) */
  now?: number;
  /** Asked now and then; once true, the search ends and the report says so. */
  shouldStop?: () => boolean;
  /** Told how far the search is, from 0 to 1. */
  onProgress?: (share: number) => void;
}

export interface MiningReport {
  /** Most surprising first. */
  patterns: Pattern[];
  /** Routines that were kept once and have ended by `now`: no pattern of today. Most surprising first. */
  ended: Pattern[];
  /** Rhythms that were due by `now` and did not come, the latest first. */
  absences: Absence[];
  /** What the report leaves out; null when nothing. */
  truncated: { droppedEvents: number; droppedPatterns: number; wasStopped: boolean } | null;
  /** Events that were mined, and those left out as a machine's. */
  events: number;
  machineEvents: number;
}

const MAX_PATTERNS = 500;

/**
 * What repeats in the events of the state, and what should have and did not. The same events give the same report,
 * however they came in, unless the search was stopped. Cost: about 1 µs an event (see docs/mining.md).
 */
export function mine(state: MiningState, options: PatternOptions = {}): MiningReport {
  const learned = buildStream(state);
  const { drafts, wasStopped } = findDrafts(learned.stream, options);
  const built = drafts
    .map((draft) => ({ draft, pattern: buildPattern(state, learned, draft) }))
    .sort(
      (left, right) =>
        right.pattern.score - left.pattern.score ||
        (left.pattern.fingerprint < right.pattern.fingerprint ? -1 : 1),
    );
  const now = options.now ?? state.times[state.size - 1] ?? 0;
  const most = options.maxPatterns ?? MAX_PATTERNS;
  const alive = built.filter(
    ({ draft, pattern }) => !hasEnded(learned.stream, draft, { now, timeZone: pattern.evidence.timeZone }),
  );
  const kept = alive.slice(0, most);
  const ended = built.filter((one) => !alive.includes(one)).slice(0, most);
  const droppedPatterns = alive.length - kept.length;
  const isWhole = !wasStopped && droppedPatterns === 0 && state.droppedCount === 0;
  options.onProgress?.(1);
  return {
    patterns: kept.map(({ pattern }) => pattern),
    ended: ended.map(({ pattern }) => pattern),
    absences: kept
      .flatMap(({ draft, pattern }) => absenceOf(draft.rhythm, pattern, now))
      .sort((left, right) => (left.expectedAt < right.expectedAt ? 1 : -1)),
    truncated: isWhole ? null : { droppedEvents: state.droppedCount, droppedPatterns, wasStopped },
    events: learned.stream.size,
    machineEvents: state.noiseCount + learned.machineCount,
  };
}

/** The patterns of `mine` alone. */
export function patterns(state: MiningState, options: PatternOptions = {}): Pattern[] {
  return mine(state, options).patterns;
}

/** The absences of `mine` alone. */
export function absences(state: MiningState, options: PatternOptions = {}): Absence[] {
  return mine(state, options).absences;
}

function absenceOf(
  rhythm: Parameters<typeof findAbsence>[0] | null,
  { fingerprint, kind, steps, rhythm: told }: Pattern,
  now: number,
): Absence[] {
  if (!rhythm || !told) return [];
  const missed = findAbsence(rhythm, told.timeZone, now);
  if (!missed || missed.missed > MAX_MISSED) return [];
  return [
    {
      fingerprint,
      kind,
      steps,
      rhythm: told,
      expectedAt: new Date(missed.expectedAt).toISOString(),
      missed: missed.missed,
      lastHitAt: new Date(missed.lastHitAt).toISOString(),
    },
  ];
}
