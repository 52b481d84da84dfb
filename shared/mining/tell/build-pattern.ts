import type { PatternDraft } from "../find-drafts.ts";
import { firstOf } from "../find-drafts.ts";
import { fingerprintOf } from "../fingerprint.ts";
import type { MiningEvent } from "../mining-event.ts";
import type { Pattern, PatternKind, PatternStep } from "../pattern.ts";
import { MAX_DAYS_KEPT, MAX_EVENT_IDS_PER_OCCURRENCE, MAX_OCCURRENCES_KEPT } from "../pattern-limits.ts";
import { dateText } from "../rhythm/calendar.ts";
import { pValueOf, wilsonLow } from "../significance.ts";
import { eventAt, type MiningState } from "../state/state.ts";
import type { LearnedStream } from "../stream/build-stream.ts";
import { countOf } from "../stream/stream.ts";
import { commonest, median, round } from "./figures.ts";
import { followsFile } from "./follows-file.ts";

const MONTH_DAYS = 30.44;
/** Opening, looking, closing: what a step takes beside the time that passes between the first and the last. */
const MINUTES_PER_STEP = 0.5;
/** Longer than this a person has done something else in between. */
const MAX_COUNTED_MINUTES = 15;
/** A step that is missing in more than this share of the occurrences is an optional one. */
const MAX_MISSING_SHARE = 0.15;

interface Row {
  first: number;
  last: number;
  /** Position of each step, -1 where it is missing. */
  positions: Int32Array;
}

/** A draft with its names, numbers and evidence. */
export function buildPattern(state: MiningState, learned: LearnedStream, draft: PatternDraft): Pattern {
  const { stream } = learned;
  const rows = rowsOf(draft);
  const starts = rows.map(({ first }) => first);
  const days = new Set(starts.map((position) => stream.localDay[position])).size;
  const kind = kindOf(state, learned, { draft, rows });
  const steps = draft.symbols.map((_, index) => buildStep(state, learned, { draft, rows, index }));
  const lift = days / Math.max(draft.expectedDays, 0.01);
  const durations = rows.map(
    ({ first, last }) => (stream.times[last] as number) - (stream.times[first] as number),
  );
  const perMonth = ratePerMonth(stream.localDay, starts);
  const minutes = Math.min(MAX_COUNTED_MINUTES, median(durations) / 60_000) + MINUTES_PER_STEP * steps.length;
  const timeZone = commonest(
    starts.slice(-MAX_DAYS_KEPT).map((position) => zoneAt(state, stream.eventOf[position] as number)),
  );
  const { rhythm } = draft;
  return {
    fingerprint: fingerprintOf(kind, steps),
    kind,
    steps,
    ...(rhythm
      ? {
          rhythm: {
            rrule: rhythm.rrule,
            timeZone,
            startsAt: new Date(rhythm.dtstart).toISOString(),
            toleranceMinutes: rhythm.toleranceMinutes,
            hits: rhythm.hits,
            expected: rhythm.expected,
            ...(rhythm.validFrom === undefined ? {} : { validFrom: dateText(rhythm.validFrom) }),
          },
        }
      : {}),
    stats: {
      support: rows.length,
      days,
      starts: countStarts(learned, draft),
      expectedByChance: round(draft.expectedDays, 4),
      lift: round(lift, 2),
      pValue: pValueOf(draft.logP),
      perMonth: round(perMonth, 2),
      medianDurationMs: Math.round(median(durations)),
      minutesPerMonth: round(perMonth * minutes, 1),
    },
    evidence: {
      timeZone,
      occurrences: occurrencesOf(state, learned, { draft, rows }),
      expectedDays: (rhythm?.slots ?? []).slice(-MAX_DAYS_KEPT).map(({ day, isHit }) => ({
        date: dateText(day),
        hit: isHit,
      })),
      weekHours: weekHours(stream, starts),
    },
    score: round(scoreOf(draft, { days, lift }), 4),
    firstSeenAt: new Date(stream.times[starts[0] ?? 0] ?? 0).toISOString(),
    lastSeenAt: new Date(Math.max(...rows.map(({ last }) => stream.times[last] as number))).toISOString(),
  };
}

function rowsOf({ positions, symbols }: PatternDraft): Row[] {
  const width = symbols.length;
  return Array.from({ length: positions.length / width }, (_, row) => {
    const own = positions.subarray(row * width, (row + 1) * width);
    return { first: firstOf(positions, row * width, width), last: Math.max(...own), positions: own };
  });
}

function occurrencesOf(
  state: MiningState,
  { stream }: LearnedStream,
  { draft, rows }: { draft: PatternDraft; rows: readonly Row[] },
): Pattern["evidence"]["occurrences"] {
  const from = Math.max(0, rows.length - MAX_OCCURRENCES_KEPT);
  return rows.slice(from).map(({ first, positions }, index) => {
    const events = [...positions]
      .filter((position) => position >= 0)
      .slice(0, MAX_EVENT_IDS_PER_OCCURRENCE)
      .map((position) => eventAt(state, stream.eventOf[position] as number));
    return {
      startedAt: new Date(stream.times[first] as number).toISOString(),
      date: dateText(stream.localDay[first] as number),
      eventIds: events.map(({ id }) => id),
      paths: events.map(({ path }) => path),
      hit: draft.isHit[from + index] === 1,
    };
  });
}

/** Surprise: bits of lift, as far as the days allow to trust it, and as far as a rhythm keeps its word. */
function scoreOf({ rhythm, symbols }: PatternDraft, { days, lift }: { days: number; lift: number }): number {
  const trust = wilsonLow(days, days);
  const kept = rhythm ? 0.5 + wilsonLow(rhythm.hits, rhythm.expected) : 1;
  return Math.log2(1 + lift) * trust * kept * Math.sqrt(symbols.length);
}

/** An ordered pattern is a flow when it follows a file: the same name, or the same date or number in it, or its move. */
function kindOf(
  state: MiningState,
  learned: LearnedStream,
  { draft, rows }: { draft: PatternDraft; rows: readonly Row[] },
): PatternKind {
  if (draft.kind !== "ordered") return draft.kind;
  const { ops } = learned.stream.symbols;
  const travels = draft.symbols.some((symbol) => {
    const op = ops[symbol];
    return op === "downloaded" || op === "uploaded" || op === "moved";
  });
  if (!travels) return "sequence";
  const followed = rows.filter(({ positions }) => followsFile(state, learned, positions)).length;
  return followed >= 0.6 * rows.length ? "flow" : "sequence";
}

function buildStep(
  state: MiningState,
  { stream }: LearnedStream,
  { draft, rows, index }: { draft: PatternDraft; rows: readonly Row[]; index: number },
): PatternStep {
  const symbol = draft.symbols[index] as number;
  const there = rows.filter(({ positions }) => (positions[index] as number) >= 0);
  const share = there.length / rows.length;
  const tool = usualTool(state, stream.eventOf, { rows: there, index });
  const gaps = there.flatMap(({ positions }) => {
    const before = index === 0 ? -1 : (positions[index - 1] as number);
    return before < 0
      ? []
      : [(stream.times[positions[index] as number] as number) - (stream.times[before] as number)];
  });
  return {
    op: stream.symbols.ops[symbol] as MiningEvent["op"],
    template: stream.symbols.templates[symbol] as string,
    ...(tool === null ? {} : { tool }),
    ...(draft.rhythm ? { usualTime: usualTime(stream.localMinute, there, index) } : {}),
    ...(index > 0 && draft.kind === "ordered" && gaps.length > 0 ? { gapMs: Math.round(median(gaps)) } : {}),
    ...(share < 1 ? { share: round(share, 3) } : {}),
    ...(share < 1 - MAX_MISSING_SHARE ? { optional: true } : {}),
  };
}

/** The program that does a step most often, when the log tells it in most cases. */
function usualTool(
  { names, actions }: MiningState,
  eventOf: Int32Array,
  { rows, index }: { rows: readonly Row[]; index: number },
): string | null {
  const counts = new Map<number, number>();
  let told = 0;
  for (const { positions } of rows) {
    const tool = names.actionTool[actions[eventOf[positions[index] as number] as number] as number] as number;
    if (tool < 0) continue;
    told++;
    counts.set(tool, (counts.get(tool) ?? 0) + 1);
  }
  if (told <= rows.length / 2) return null;
  const most = Math.max(...counts.values());
  const usual = [...counts]
    .filter(([, count]) => count === most)
    .map(([tool]) => names.tools[tool] as string);
  return usual.sort()[0] ?? null;
}

function countStarts({ stream }: LearnedStream, { kind, symbols }: PatternDraft): number {
  const counts = symbols.map((symbol) => countOf(stream, symbol));
  return kind === "companions" ? Math.min(...counts) : (counts[0] ?? 0);
}

function usualTime(localMinute: Float32Array, rows: readonly Row[], index: number): string {
  const minutes = rows.map(({ positions }) => localMinute[positions[index] as number] as number);
  const first = minutes[0] ?? 0;
  const offsets = minutes.map((minute) => ((minute - first + 2160) % 1440) - 720);
  const minute = (Math.round(first + median(offsets)) + 1440) % 1440;
  return `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;
}

/** Occurrences a month over the time they span; a span under four weeks is not stretched to a month's worth. */
function ratePerMonth(localDay: Int32Array, starts: readonly number[]): number {
  const first = localDay[starts[0] ?? 0] ?? 0;
  const last = localDay[starts.at(-1) ?? 0] ?? 0;
  return (starts.length * MONTH_DAYS) / Math.max(last - first + 1, 14);
}

/** Starts by hour of the week, Monday 0:00 first: 168 counts. Day 0 of 1970 was a Thursday. */
function weekHours({ localDay, localMinute }: LearnedStream["stream"], starts: readonly number[]): number[] {
  const counts = new Array<number>(168).fill(0);
  for (const position of starts) {
    const weekday = ((((localDay[position] as number) + 3) % 7) + 7) % 7;
    const cell = 24 * weekday + Math.min(23, Math.floor((localMinute[position] as number) / 60));
    counts[cell] = (counts[cell] as number) + 1;
  }
  return counts;
}

function zoneAt(state: MiningState, index: number): string {
  return state.zones[state.zoneOf[index] as number] ?? "UTC";
}
