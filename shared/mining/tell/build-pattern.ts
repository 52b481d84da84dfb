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
import { countOf, type Stream } from "../stream/stream.ts";
import { commonest, median, round } from "./figures.ts";
import { followsFile } from "./follows-file.ts";

const MONTH_DAYS = 30.44;
/** Opening, looking, closing: what a step takes beside the time that passes between the first and the last. */
const MINUTES_PER_STEP = 0.5;
/** Longer than this a person has done something else in between. */
const MAX_COUNTED_MINUTES = 15;
/** A step that is missing in more than this share of the occurrences is an optional one. */
const MAX_MISSING_SHARE = 0.15;

/** The occurrences of a draft in columns: where each starts and ends in the stream, and all steps row by row. */
interface Rows {
  count: number;
  width: number;
  first: Int32Array;
  last: Int32Array;
  /** Position of each step, -1 where it is missing. */
  positions: Int32Array;
}

/** A draft with its names, numbers and evidence. */
export function buildPattern(state: MiningState, learned: LearnedStream, draft: PatternDraft): Pattern {
  const { stream } = learned;
  const rows = rowsOf(draft);
  const days = countDays(stream, rows.first);
  const kind = kindOf(state, learned, { draft, rows });
  const steps = draft.symbols.map((_, index) => buildStep(state, learned, { draft, rows, index }));
  const lift = days / Math.max(draft.expectedDays, 0.01);
  const duration = median(durationsOf(stream, rows));
  const perMonth = ratePerMonth(stream.localDay, rows.first);
  const minutes = Math.min(MAX_COUNTED_MINUTES, duration / 60_000) + MINUTES_PER_STEP * steps.length;
  const timeZone = commonest(
    Array.from(rows.first.subarray(-MAX_DAYS_KEPT), (position) =>
      zoneAt(state, stream.eventOf[position] as number),
    ),
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
      support: rows.count,
      days,
      starts: countStarts(learned, draft),
      expectedByChance: round(draft.expectedDays, 4),
      lift: round(lift, 2),
      pValue: pValueOf(draft.logP),
      perMonth: round(perMonth, 2),
      medianDurationMs: Math.round(duration),
      minutesPerMonth: round(perMonth * minutes, 1),
    },
    evidence: {
      timeZone,
      occurrences: occurrencesOf(state, learned, { draft, rows }),
      expectedDays: (rhythm?.slots ?? []).slice(-MAX_DAYS_KEPT).map(({ day, isHit }) => ({
        date: dateText(day),
        hit: isHit,
      })),
      weekHours: weekHours(stream, rows.first),
    },
    score: round(scoreOf(draft, { days, lift }), 4),
    firstSeenAt: new Date(stream.times[rows.first[0] ?? 0] ?? 0).toISOString(),
    lastSeenAt: new Date(stream.times[latestOf(rows.last)] ?? 0).toISOString(),
  };
}

function rowsOf({ positions, symbols }: PatternDraft): Rows {
  const width = symbols.length;
  const count = positions.length / width;
  const rows: Rows = { count, width, positions, first: new Int32Array(count), last: new Int32Array(count) };
  fillEnds(rows);
  return rows;
}

function fillEnds({ count, width, positions, first, last }: Rows): void {
  for (let row = 0; row < count; row++) {
    first[row] = firstOf(positions, row * width, width);
    let latest = -1;
    for (let cell = row * width; cell < (row + 1) * width; cell++) {
      if ((positions[cell] as number) > latest) latest = positions[cell] as number;
    }
    last[row] = latest;
  }
}

function countDays({ localDay }: Stream, starts: Int32Array): number {
  const days = new Set<number>();
  for (let row = 0; row < starts.length; row++) days.add(localDay[starts[row] as number] as number);
  return days.size;
}

function durationsOf({ times }: Stream, { first, last }: Rows): Float64Array {
  const durations = new Float64Array(first.length);
  for (let row = 0; row < first.length; row++) {
    durations[row] = (times[last[row] as number] as number) - (times[first[row] as number] as number);
  }
  return durations;
}

function latestOf(positions: Int32Array): number {
  let latest = -1;
  for (let row = 0; row < positions.length; row++) {
    if ((positions[row] as number) > latest) latest = positions[row] as number;
  }
  return latest;
}

function occurrencesOf(
  state: MiningState,
  { stream }: LearnedStream,
  { draft, rows }: { draft: PatternDraft; rows: Rows },
): Pattern["evidence"]["occurrences"] {
  const { count, width, positions } = rows;
  const from = Math.max(0, count - MAX_OCCURRENCES_KEPT);
  return Array.from({ length: count - from }, (_, index) => {
    const row = from + index;
    const first = rows.first[row] as number;
    const events = [...positions.subarray(row * width, (row + 1) * width)]
      .filter((position) => position >= 0)
      .slice(0, MAX_EVENT_IDS_PER_OCCURRENCE)
      .map((position) => eventAt(state, stream.eventOf[position] as number));
    return {
      startedAt: new Date(stream.times[first] as number).toISOString(),
      date: dateText(stream.localDay[first] as number),
      eventIds: events.map(({ id }) => id),
      paths: events.map(({ path }) => path),
      hit: draft.isHit[row] === 1,
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
  { draft, rows }: { draft: PatternDraft; rows: Rows },
): PatternKind {
  if (draft.kind !== "ordered") return draft.kind;
  const { ops } = learned.stream.symbols;
  const travels = draft.symbols.some((symbol) => {
    const op = ops[symbol];
    return op === "downloaded" || op === "uploaded" || op === "moved";
  });
  if (!travels) return "sequence";
  let followed = 0;
  for (let row = 0; row < rows.count; row++) {
    if (followsFile(state, learned, rows.positions.subarray(row * rows.width, (row + 1) * rows.width)))
      followed++;
  }
  return followed >= 0.6 * rows.count ? "flow" : "sequence";
}

function buildStep(
  state: MiningState,
  { stream }: LearnedStream,
  { draft, rows, index }: { draft: PatternDraft; rows: Rows; index: number },
): PatternStep {
  const symbol = draft.symbols[index] as number;
  const there = positionsOfStep(rows, index);
  const share = there.length / rows.count;
  const tool = usualTool(state, stream.eventOf, there);
  const gaps = index > 0 && draft.kind === "ordered" ? gapsBefore(stream, rows, index) : [];
  return {
    op: stream.symbols.ops[symbol] as MiningEvent["op"],
    template: stream.symbols.templates[symbol] as string,
    ...(tool === null ? {} : { tool }),
    ...(draft.rhythm ? { usualTime: usualTime(stream.localMinute, there) } : {}),
    ...(gaps.length > 0 ? { gapMs: Math.round(median(Float64Array.from(gaps))) } : {}),
    ...(share < 1 ? { share: round(share, 3) } : {}),
    ...(share < 1 - MAX_MISSING_SHARE ? { optional: true } : {}),
  };
}

/** Where a step is, in the rows that have it. */
function positionsOfStep({ count, width, positions }: Rows, index: number): Int32Array {
  if (width === 1) return positions;
  const there = new Int32Array(count);
  let size = 0;
  for (let cell = index; cell < count * width; cell += width) {
    if ((positions[cell] as number) >= 0) there[size++] = positions[cell] as number;
  }
  return there.subarray(0, size);
}

/** Milliseconds since the step before, in the rows that have both. */
function gapsBefore({ times }: Stream, { count, width, positions }: Rows, index: number): number[] {
  const gaps: number[] = [];
  for (let cell = index; cell < count * width; cell += width) {
    const [before, here] = [positions[cell - 1] as number, positions[cell] as number];
    if (before >= 0 && here >= 0) gaps.push((times[here] as number) - (times[before] as number));
  }
  return gaps;
}

/** The program that does a step most often, when the log tells it in most cases. */
function usualTool({ names, actions }: MiningState, eventOf: Int32Array, there: Int32Array): string | null {
  const counts = new Int32Array(names.tools.length);
  let told = 0;
  for (let index = 0; index < there.length; index++) {
    const action = actions[eventOf[there[index] as number] as number] as number;
    const tool = names.actionTool[action] as number;
    if (tool < 0) continue;
    told++;
    counts[tool] = (counts[tool] as number) + 1;
  }
  if (told <= there.length / 2) return null;
  const most = counts.reduce((top, count) => Math.max(top, count), 0);
  const usual = names.tools.filter((_, tool) => counts[tool] === most);
  return usual.sort()[0] ?? null;
}

function countStarts({ stream }: LearnedStream, { kind, symbols }: PatternDraft): number {
  const counts = symbols.map((symbol) => countOf(stream, symbol));
  return kind === "companions" ? Math.min(...counts) : (counts[0] ?? 0);
}

function usualTime(localMinute: Float32Array, there: Int32Array): string {
  const first = localMinute[there[0] ?? 0] ?? 0;
  const offsets = new Float64Array(there.length);
  for (let index = 0; index < there.length; index++) {
    offsets[index] = (((localMinute[there[index] as number] as number) - first + 2160) % 1440) - 720;
  }
  const minute = (Math.round(first + median(offsets)) + 1440) % 1440;
  return `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;
}

/** Occurrences a month over the time they span; a span under four weeks is not stretched to a month's worth. */
function ratePerMonth(localDay: Int32Array, starts: Int32Array): number {
  const first = localDay[starts[0] ?? 0] ?? 0;
  const last = localDay[starts.at(-1) ?? 0] ?? 0;
  return (starts.length * MONTH_DAYS) / Math.max(last - first + 1, 14);
}

/** Starts by hour of the week, Monday 0:00 first: 168 counts. Day 0 of 1970 was a Thursday. */
function weekHours({ localDay, localMinute }: Stream, starts: Int32Array): number[] {
  const counts = new Array<number>(168).fill(0);
  for (let row = 0; row < starts.length; row++) {
    const position = starts[row] as number;
    const weekday = ((((localDay[position] as number) + 3) % 7) + 7) % 7;
    const cell = 24 * weekday + Math.min(23, Math.floor((localMinute[position] as number) / 60));
    counts[cell] = (counts[cell] as number) + 1;
  }
  return counts;
}

function zoneAt(state: MiningState, index: number): string {
  return state.zones[state.zoneOf[index] as number] ?? "UTC";
}
