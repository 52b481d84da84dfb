import { firstOf, type PatternDraft } from "./find-drafts.ts";
import { findAbsence } from "./rhythm/find-absence.ts";
import type { Stream } from "./stream/stream.ts";
import { MAX_MISSED } from "./thresholds.ts";

const DAY_MS = 86_400_000;
/** A holiday, an illness, a season ends no routine. */
const MIN_SILENCE_MS = 60 * DAY_MS;
/** Nor does a silence of the kind that it went through before. */
const MAX_GAPS = 3;

/**
 * Whether a routine is no longer done: silent for more than 60 days and for more than three times its longest silence
 * until then; one with a rhythm also missed more often than an absence is told.
 */
export function hasEnded(
  { times }: Stream,
  draft: PatternDraft,
  { now, timeZone }: { now: number; timeZone: string },
): boolean {
  const width = draft.symbols.length;
  let last = Number.NaN;
  let longest = 0;
  for (let cell = 0; cell < draft.positions.length; cell += width) {
    const at = times[firstOf(draft.positions, cell, width)] as number;
    if (at - last > longest) longest = at - last;
    last = at;
  }
  if (!(now - last > Math.max(MIN_SILENCE_MS, MAX_GAPS * longest))) return false;
  const missed = draft.rhythm && findAbsence(draft.rhythm, timeZone, now);
  return !missed || missed.missed > MAX_MISSED;
}
