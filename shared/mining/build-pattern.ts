import { dateOfDay, type EventStream } from "./event-stream.ts";
import { fingerprintOf } from "./fingerprint.ts";
import {
  MAX_DAYS_KEPT,
  MAX_EVENT_IDS_PER_OCCURRENCE,
  MAX_OCCURRENCES_KEPT,
  type Pattern,
  type PatternKind,
  type PatternStep,
} from "./pattern.ts";
import type { FoundRhythm } from "./rhythm.ts";
import { pValueOf, wilsonLow } from "./significance.ts";

/** What the search found, in positions of the stream. Occurrences ascend by time. */
export interface PatternDraft {
  kind: "ordered" | "companions" | "rhythm";
  symbols: number[];
  occurrences: number[][];
  logP: number;
  expectedDays: number;
  rhythm: FoundRhythm | null;
}

const MONTH_DAYS = 30.44;
/** Opening, looking, closing: what a step takes beside the time that passes between the first and the last. */
const MINUTES_PER_STEP = 0.5;
/** Longer than this a person has done something else in between. */
const MAX_COUNTED_MINUTES = 15;

export function buildPattern(stream: EventStream, draft: PatternDraft): Pattern {
  const starts = draft.occurrences.map((occurrence) => Math.min(...occurrence));
  const days = new Set(starts.map((position) => stream.localDay[position])).size;
  const kind = kindOf(stream, draft);
  const steps = draft.symbols.map((symbol, index) => buildStep(stream, draft, symbol, index));
  const lift = days / Math.max(draft.expectedDays, 0.01);
  const durations = draft.occurrences.map((occurrence) => spanMs(stream, occurrence));
  const perMonth = ratePerMonth(stream, starts);
  const minutes = Math.min(MAX_COUNTED_MINUTES, median(durations) / 60_000) + MINUTES_PER_STEP * steps.length;
  const timeZone = commonest(starts.map((position) => stream.events[position]?.timeZone ?? "UTC"));
  return {
    fingerprint: fingerprintOf(kind, steps),
    kind,
    steps,
    ...(draft.rhythm
      ? {
          rhythm: {
            rrule: draft.rhythm.rrule,
            timeZone,
            toleranceMinutes: draft.rhythm.toleranceMinutes,
            hits: draft.rhythm.hits,
            expected: draft.rhythm.expected,
          },
        }
      : {}),
    stats: {
      support: draft.occurrences.length,
      days,
      starts: countStarts(stream, draft),
      expectedByChance: round(draft.expectedDays, 4),
      lift: round(lift, 2),
      pValue: pValueOf(draft.logP),
      perMonth: round(perMonth, 2),
      medianDurationMs: Math.round(median(durations)),
      minutesPerMonth: round(perMonth * minutes, 1),
    },
    evidence: {
      timeZone,
      occurrences: draft.occurrences.slice(-MAX_OCCURRENCES_KEPT).map((occurrence) => ({
        startedAt: isoOf(stream, Math.min(...occurrence)),
        date: dateOfDay(stream.localDay[Math.min(...occurrence)] ?? 0),
        eventIds: sample(occurrence).map((position) => stream.events[position]?.id ?? ""),
        paths: sample(occurrence).map((position) => stream.events[position]?.path ?? ""),
        hit: draft.rhythm ? draft.rhythm.hitPositions.has(Math.min(...occurrence)) : true,
      })),
      expectedDays: (draft.rhythm?.days ?? []).slice(-MAX_DAYS_KEPT).map(({ day, isHit }) => ({
        date: dateOfDay(day),
        hit: isHit,
      })),
    },
    score: round(scoreOf(draft, days, lift), 4),
    firstSeenAt: isoOf(stream, starts[0] ?? 0),
    lastSeenAt: isoOf(stream, draft.occurrences.at(-1)?.reduce((one, other) => Math.max(one, other)) ?? 0),
  };
}

/** Surprise: bits of lift, as far as the days allow to trust it, and as far as a rhythm keeps its word. */
function scoreOf(draft: PatternDraft, days: number, lift: number): number {
  const trust = wilsonLow(days, days);
  const kept = draft.rhythm ? 0.5 + wilsonLow(draft.rhythm.hits, draft.rhythm.expected) : 1;
  return Math.log2(1 + lift) * trust * kept * Math.sqrt(draft.symbols.length);
}

/** An ordered pattern is a flow when it follows a file: the same name, or the same date or number in it, or its move. */
function kindOf(stream: EventStream, draft: PatternDraft): PatternKind {
  if (draft.kind !== "ordered") return draft.kind;
  const ops = draft.symbols.map((symbol) => stream.symbols[symbol]?.op);
  const travels = ops.some((op) => op === "downloaded" || op === "uploaded" || op === "moved");
  if (!travels) return "sequence";
  const followed = draft.occurrences.filter((occurrence) => followsFile(stream, occurrence)).length;
  return followed >= 0.6 * draft.occurrences.length ? "flow" : "sequence";
}

function followsFile(stream: EventStream, occurrence: readonly number[]): boolean {
  const events = occurrence.flatMap((position) => stream.events[position] ?? []);
  return events.some((event, index) =>
    events.slice(index + 1).some((later) => {
      if (later.path === event.path || later.fromPath === event.path) return true;
      const values = stream.valuesOf.get(event.path) ?? [];
      return (stream.valuesOf.get(later.path) ?? []).some(
        (value) => value.length > 1 && values.includes(value),
      );
    }),
  );
}

function buildStep(stream: EventStream, draft: PatternDraft, symbol: number, index: number): PatternStep {
  const { op, template } = stream.symbols[symbol] ?? { op: "modified" as const, template: "" };
  const positions = draft.occurrences.flatMap((occurrence) => occurrence[index] ?? []);
  const tools = positions.flatMap((position) => stream.events[position]?.tool ?? []);
  const gaps = draft.occurrences.map(
    (occurrence) =>
      (stream.times[occurrence[index] ?? 0] ?? 0) - (stream.times[occurrence[index - 1] ?? 0] ?? 0),
  );
  return {
    op,
    template,
    ...(tools.length > positions.length / 2 ? { tool: commonest(tools) } : {}),
    ...(draft.rhythm ? { usualTime: usualTime(stream, positions) } : {}),
    ...(index > 0 && draft.kind === "ordered" ? { gapMs: Math.round(median(gaps)) } : {}),
  };
}

function countStarts(stream: EventStream, draft: PatternDraft): number {
  const counts = draft.symbols.map((symbol) => stream.symbols[symbol]?.positions.length ?? 0);
  return draft.kind === "companions" ? Math.min(...counts) : (counts[0] ?? 0);
}

function usualTime(stream: EventStream, positions: readonly number[]): string {
  const first = stream.localMinute[positions[0] ?? 0] ?? 0;
  const offsets = positions.map(
    (position) => (((stream.localMinute[position] ?? 0) - first + 2160) % 1440) - 720,
  );
  const minute = (Math.round(first + median(offsets)) + 1440) % 1440;
  return `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;
}

/** Occurrences a month over the time they span; a span under four weeks is not stretched to a month's worth. */
function ratePerMonth(stream: EventStream, starts: readonly number[]): number {
  const first = stream.localDay[starts[0] ?? 0] ?? 0;
  const last = stream.localDay[starts.at(-1) ?? 0] ?? 0;
  return (starts.length * MONTH_DAYS) / Math.max(last - first + 1, 14);
}

function sample(occurrence: readonly number[]): number[] {
  return occurrence.slice(0, MAX_EVENT_IDS_PER_OCCURRENCE);
}

function spanMs(stream: EventStream, occurrence: readonly number[]): number {
  return (stream.times[Math.max(...occurrence)] ?? 0) - (stream.times[Math.min(...occurrence)] ?? 0);
}

function isoOf(stream: EventStream, position: number): string {
  return new Date(stream.times[position] ?? 0).toISOString();
}

function commonest(values: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].sort((left, right) => right[1] - left[1] || (left[0] < right[0] ? -1 : 1))[0]?.[0] ?? "";
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((left, right) => left - right);
  const middle = Math.floor(sorted.length / 2);
  if (sorted.length % 2 === 1) return sorted[middle] ?? 0;
  return ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
}

function round(value: number, digits: number): number {
  const scale = 10 ** digits;
  return Math.round(value * scale) / scale;
}
