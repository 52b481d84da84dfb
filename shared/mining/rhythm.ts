import type { EventStream } from "./event-stream.ts";
import { logBinomialTail } from "./significance.ts";
import {
  CHANCE_FACTOR,
  MIN_DAYS,
  MIN_HIT_RATE,
  MIN_RULE_PRECISION,
  MIN_SHARE_AT_TIME,
  PRIOR_EVENTS,
  RHYTHM_HALF_WIDTHS,
} from "./thresholds.ts";

const DAY_MINUTES = 1440;
const BIN_MINUTES = 5;
const BINS = DAY_MINUTES / BIN_MINUTES;
const WEEKDAY_NAMES = ["SU", "MO", "TU", "WE", "TH", "FR", "SA"] as const;
const WEEKDAYS = [1, 2, 3, 4, 5];
const EVERY_DAY = [0, 1, 2, 3, 4, 5, 6];

/** A time of day on days of the week. */
export interface FoundRhythm {
  rrule: string;
  toleranceMinutes: number;
  /** Days of the rule from the first hit to the end of the log, ascending. */
  days: { day: number; isHit: boolean }[];
  /** Positions at the usual time on days of the rule. */
  hitPositions: Set<number>;
  hits: number;
  expected: number;
  /** Days at that time that chance would give; log of the probability, corrected for times of day tried. */
  expectedByChance: number;
  logP: number;
}

/** How the person's events spread over the day: the background against which a usual time stands out. */
export interface DayProfile {
  /** Running sum over two days of the share of each five minutes. */
  sums: Float64Array;
  lastDay: number;
  lastMinute: number;
}

export function buildDayProfile(stream: EventStream): DayProfile {
  const bins = new Float64Array(BINS).fill(PRIOR_EVENTS / BINS);
  let lastDay = Number.NEGATIVE_INFINITY;
  let lastMinute = 0;
  stream.localMinute.forEach((minute, position) => {
    const bin = Math.floor(minute / BIN_MINUTES);
    bins[bin] = (bins[bin] ?? 0) + 1;
    const day = stream.localDay[position] ?? 0;
    if (day > lastDay || (day === lastDay && minute > lastMinute)) {
      lastDay = day;
      lastMinute = minute;
    }
  });
  const total = stream.localMinute.length + PRIOR_EVENTS;
  const sums = new Float64Array(2 * BINS + 1);
  for (let bin = 0; bin < 2 * BINS; bin++) sums[bin + 1] = (sums[bin] ?? 0) + (bins[bin % BINS] ?? 0) / total;
  return { sums, lastDay, lastMinute };
}

/**
 * The rhythm of some instants (positions in the stream), or null. A rhythm needs: a time of day kept on at least five
 * days, more often than the person's day explains; at least half of all instants at it; and a rule of weekdays that
 * comes true on 70 % of its days and covers 80 % of what happened at that time.
 */
export function findRhythm(
  stream: EventStream,
  profile: DayProfile,
  positions: readonly number[],
): FoundRhythm | null {
  const peak = findPeak(stream, profile, positions);
  if (!peak) return null;
  const atTime = positions.filter((position) => away(stream, position, peak.centre) <= peak.halfWidth);
  if (atTime.length < MIN_SHARE_AT_TIME * positions.length) return null;
  const rule = fitRule(stream, profile, atTime, peak.centre + peak.halfWidth);
  if (!rule) return null;
  const hitDays = new Set(rule.days.flatMap(({ day, isHit }) => (isHit ? [day] : [])));
  const hitPositions = new Set(atTime.filter((position) => hitDays.has(stream.localDay[position] ?? 0)));
  const minute = Math.round(medianMinute(stream, [...hitPositions], peak.centre));
  const time = (minute + DAY_MINUTES) % DAY_MINUTES;
  return {
    rrule: writeRule(rule.weekdays, time),
    toleranceMinutes: tolerance(stream, [...hitPositions], time),
    days: rule.days,
    hitPositions,
    hits: rule.hits,
    expected: rule.days.length,
    expectedByChance: peak.expectedDays,
    logP: peak.logP + Math.log(BINS * RHYTHM_HALF_WIDTHS.length),
  };
}

interface Peak {
  centre: number;
  halfWidth: number;
  logP: number;
  expectedDays: number;
}

/** The time of day kept on surprisingly many days. Not corrected for the times tried. */
function findPeak(stream: EventStream, profile: DayProfile, positions: readonly number[]): Peak | null {
  const countOfDay = new Map<number, number>();
  for (const position of positions) {
    const day = stream.localDay[position] ?? 0;
    countOfDay.set(day, (countOfDay.get(day) ?? 0) + 1);
  }
  if (countOfDay.size < MIN_DAYS) return null;
  const counts = [...countOfDay.values()];
  const byMinute = [...positions].sort((a, b) => (stream.localMinute[a] ?? 0) - (stream.localMinute[b] ?? 0));
  let best: Peak | null = null;
  for (const halfWidth of RHYTHM_HALF_WIDTHS) {
    const bestShareOf = new Map<number, { share: number; from: number }>();
    slideOverDay(stream, byMinute, 2 * halfWidth, (from, days) => {
      if (days < MIN_DAYS) return;
      // Of two windows with as many days, the quieter one surprises more; so one test for each number of days.
      const share = Math.min(1, CHANCE_FACTOR * shareBetween(profile, from, 2 * halfWidth));
      if (share >= (bestShareOf.get(days)?.share ?? 2)) return;
      bestShareOf.set(days, { share, from });
    });
    for (const [days, { share, from }] of bestShareOf) {
      let expectedDays = 0;
      for (const count of counts) expectedDays += 1 - (1 - share) ** count;
      const logP = logBinomialTail(days, counts.length, expectedDays / counts.length);
      if (!best || logP < best.logP) {
        best = { centre: (from + halfWidth) % DAY_MINUTES, halfWidth, logP, expectedDays };
      }
    }
  }
  return best;
}

/** Calls with the distinct days in `[from, from + span]` minutes of the day, `from` each instant; midnight is no edge. */
function slideOverDay(
  stream: EventStream,
  byMinute: readonly number[],
  span: number,
  call: (from: number, days: number) => void,
): void {
  const count = byMinute.length;
  const inWindow = new Map<number, number>();
  const minuteAt = (index: number) =>
    (stream.localMinute[byMinute[index % count] ?? 0] ?? 0) + (index >= count ? DAY_MINUTES : 0);
  const dayAt = (index: number) => stream.localDay[byMinute[index % count] ?? 0] ?? 0;
  let end = 0;
  for (let start = 0; start < count; start++) {
    const from = minuteAt(start);
    for (; end < start + count && minuteAt(end) <= from + span; end++) {
      inWindow.set(dayAt(end), (inWindow.get(dayAt(end)) ?? 0) + 1);
    }
    call(from, inWindow.size);
    const left = (inWindow.get(dayAt(start)) ?? 1) - 1;
    if (left === 0) inWindow.delete(dayAt(start));
    else inWindow.set(dayAt(start), left);
  }
}

function shareBetween(profile: DayProfile, from: number, span: number): number {
  const first = Math.floor(from / BIN_MINUTES);
  const last = Math.min(2 * BINS, Math.ceil((from + span) / BIN_MINUTES));
  return (profile.sums[last] ?? 1) - (profile.sums[first] ?? 0);
}

interface FittedRule {
  weekdays: readonly number[];
  days: { day: number; isHit: boolean }[];
  hits: number;
}

/** The rule of weekdays that explains the hit days best; simpler ones win ties. */
function fitRule(
  stream: EventStream,
  profile: DayProfile,
  atTime: readonly number[],
  endMinute: number,
): FittedRule | null {
  const hitDays = new Set(atTime.map((position) => stream.localDay[position] ?? 0));
  const first = Math.min(...hitDays);
  const isLastDayOver = profile.lastMinute >= endMinute || hitDays.has(profile.lastDay);
  const last = isLastDayOver ? profile.lastDay : profile.lastDay - 1;
  const rate = (weekday: number) => hitRate(hitDays, first, last, weekday);
  const often = EVERY_DAY.filter(
    (weekday) => rate(weekday).hits >= 2 && rate(weekday).share >= MIN_HIT_RATE - 0.1,
  );
  const hasWeekend = rate(0).hits + rate(6).hits > 0;
  const candidates = [hasWeekend ? EVERY_DAY : WEEKDAYS, hasWeekend ? WEEKDAYS : EVERY_DAY, often];
  let best: { rule: FittedRule; quality: number } | null = null;
  for (const weekdays of candidates) {
    const rule = applyRule(hitDays, first, last, weekdays);
    const recall = rule.hits / rule.days.length;
    const precision = rule.hits / hitDays.size;
    if (rule.hits < MIN_DAYS || recall < MIN_HIT_RATE || precision < MIN_RULE_PRECISION) continue;
    const quality = (2 * recall * precision) / (recall + precision);
    if (!best || quality > best.quality + 0.03) best = { rule, quality };
  }
  return best?.rule ?? null;
}

function hitRate(hitDays: ReadonlySet<number>, first: number, last: number, weekday: number) {
  const { days, hits } = applyRule(hitDays, first, last, [weekday]);
  return { hits, share: days.length === 0 ? 0 : hits / days.length };
}

function applyRule(
  hitDays: ReadonlySet<number>,
  first: number,
  last: number,
  weekdays: readonly number[],
): FittedRule {
  const days: { day: number; isHit: boolean }[] = [];
  let hits = 0;
  for (let day = first; day <= last; day++) {
    if (!weekdays.includes(weekdayOf(day))) continue;
    const isHit = hitDays.has(day);
    if (isHit) hits++;
    days.push({ day, isHit });
  }
  return { weekdays, days, hits };
}

/** 0 is Sunday; day 0 of 1970 was a Thursday. */
export function weekdayOf(day: number): number {
  return (((day + 4) % 7) + 7) % 7;
}

function writeRule(weekdays: readonly number[], minute: number): string {
  const days =
    weekdays.length === 7
      ? "FREQ=DAILY"
      : `FREQ=WEEKLY;BYDAY=${[...weekdays]
          .sort((left, right) => ((left + 6) % 7) - ((right + 6) % 7))
          .map((weekday) => WEEKDAY_NAMES[weekday])
          .join(",")}`;
  return `${days};BYHOUR=${Math.floor(minute / 60)};BYMINUTE=${minute % 60}`;
}

/** Minutes of the day between an instant and a time, the short way round the clock. */
function away(stream: EventStream, position: number, centre: number): number {
  return Math.abs(signedAway(stream, position, centre));
}

function signedAway(stream: EventStream, position: number, centre: number): number {
  const minute = stream.localMinute[position] ?? 0;
  return ((minute - centre + 1.5 * DAY_MINUTES) % DAY_MINUTES) - DAY_MINUTES / 2;
}

function medianMinute(stream: EventStream, positions: readonly number[], centre: number): number {
  const offsets = positions.map((position) => signedAway(stream, position, centre)).sort((a, b) => a - b);
  const middle = Math.floor(offsets.length / 2);
  const median =
    offsets.length % 2 === 1
      ? (offsets[middle] ?? 0)
      : ((offsets[middle - 1] ?? 0) + (offsets[middle] ?? 0)) / 2;
  return centre + median;
}

/** Nine of ten hits are this near, in steps of five minutes. */
function tolerance(stream: EventStream, positions: readonly number[], minute: number): number {
  const sorted = positions.map((position) => away(stream, position, minute)).sort((a, b) => a - b);
  const near = sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * 0.9))] ?? 0;
  return Math.max(5, Math.ceil(near / 5) * 5);
}
