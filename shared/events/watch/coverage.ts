/** A stretch of time in which a source was listened to. */
export interface Listening {
  startMs: number;
  endMs: number;
  /** What is known of the time before it: found by comparing, or nothing. */
  before: "inferred" | "off";
}

export type CoverageKind = "listening" | "inferred" | "off";

export interface CoverageSegment {
  kind: CoverageKind;
  startMs: number;
  endMs: number;
}

/** A tab in the background is let run once a minute; what is longer was sleep, a frozen tab or a set clock. */
export const MAX_BEAT_GAP_MS = 150_000;

/** The stretch carried on to now, or null when nobody listened in between (or the clock was set back). */
export function beat(stretch: Listening, nowMs: number): Listening | null {
  const gap = nowMs - stretch.endMs;
  return gap < 0 || gap > MAX_BEAT_GAP_MS ? null : { ...stretch, endMs: nowMs };
}

/**
 * What is known of each moment of a window.
 *
 *     ░░░░██████▒▒▒▒▒▒██████████░░    █ listening   ▒ inferred   ░ off
 *
 * `stretches` in order of time. The segments follow each other without gaps; overlaps count as listening.
 */
export function coverageOf(
  stretches: readonly Listening[],
  { fromMs, toMs }: { fromMs: number; toMs: number },
): CoverageSegment[] {
  const segments: CoverageSegment[] = [];
  let at = fromMs;
  const add = (kind: CoverageKind, endMs: number) => {
    const end = Math.min(endMs, toMs);
    if (end <= at) return;
    const last = segments.at(-1);
    if (last?.kind === kind) last.endMs = end;
    else segments.push({ kind, startMs: at, endMs: end });
    at = end;
  };
  for (const { startMs, endMs, before } of stretches) {
    add(before, startMs);
    add("listening", endMs);
  }
  add("off", toMs);
  return segments;
}

/** Milliseconds of each kind. */
export function coverageTotals(segments: readonly CoverageSegment[]): Record<CoverageKind, number> {
  const totals = { listening: 0, inferred: 0, off: 0 };
  for (const { kind, startMs, endMs } of segments) totals[kind] += endMs - startMs;
  return totals;
}
