import { remainder } from "./calendar.ts";
import { DAY_MINUTES, type DayProfile } from "./day-profile.ts";
import type { HoursFit } from "./find-hours.ts";
import type { FoundRhythm, Slot, TimeFit } from "./found-rhythm.ts";
import type { Instants } from "./instants.ts";
import { isRuleDay, writeRule } from "./rhythm-rule.ts";
import type { RhythmRule } from "./rhythm-rule-schema.ts";
import { dayAtTime, medianOf, minutesFrom } from "./time-of-day.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;

/** A later rule goes back to its beginning; so many misses in a row are one. */
const MISSES_BEFORE_START = 2;

/** So many instants before a rule began are a life of their own. */
const INSTANTS_BEFORE = 5;

/** The rhythm of a time of day. */
export function describeDays(instants: Instants, fit: TimeFit): FoundRhythm {
  const { days, minutes, times } = instants;
  const { rule: dayRule, centre, halfWidth } = fit;
  const isOnRule = new Uint8Array(times.length);
  const hitDays = new Set<number>();
  for (let index = 0; index < times.length; index++) {
    const minute = minutes[index] ?? 0;
    if (Math.abs(minutesFrom(minute, centre)) > halfWidth) continue;
    const day = dayAtTime(days[index] ?? 0, minute, centre);
    if (day > fit.lastDay || !isRuleDay(dayRule, fit.startDay, day)) continue;
    isOnRule[index] = 1;
    hitDays.add(day);
  }
  const startDay = beginningOf(hitDays, fit, dayAtTime(days[0] ?? 0, minutes[0] ?? 0, centre));
  const offsets: number[] = [];
  let dtstart = Number.NaN;
  let lastHitAt = 0;
  let before = 0;
  for (let index = 0; index < times.length; index++) {
    const minute = minutes[index] ?? 0;
    if (dayAtTime(days[index] ?? 0, minute, centre) < startDay) {
      isOnRule[index] = 0;
      before++;
    }
    if (isOnRule[index] === 0) continue;
    lastHitAt = times[index] ?? 0;
    if (offsets.length === 0) dtstart = lastHitAt;
    offsets.push(minutesFrom(minute, centre));
  }
  const median = Math.round(medianOf(offsets));
  const rule: RhythmRule = { ...dayRule, times: [remainder(centre + median, DAY_MINUTES)] };
  const slots = slotsOf(hitDays, fit, startDay);
  return {
    rule,
    rrule: writeRule(rule),
    dtstart,
    toleranceMinutes: toleranceOf(offsets, median),
    slots,
    isHit: isOnRule,
    hits: slots.reduce((sum, slot) => sum + Number(slot.isHit), 0),
    expected: slots.length,
    expectedByChance: fit.expectedByChance,
    logP: fit.logP,
    lastHitAt,
    ...(before >= INSTANTS_BEFORE ? { validFrom: startDay } : {}),
  };
}

function beginningOf(hitDays: ReadonlySet<number>, fit: TimeFit, earliest: number): number {
  let start = fit.startDay;
  let misses = 0;
  for (let day = start - 1; day >= earliest && misses < MISSES_BEFORE_START; day--) {
    if (!isRuleDay(fit.rule, fit.startDay, day)) continue;
    misses = hitDays.has(day) ? 0 : misses + 1;
    if (misses === 0) start = day;
  }
  return start;
}

function slotsOf(hitDays: ReadonlySet<number>, fit: TimeFit, startDay: number): Slot[] {
  const slots: Slot[] = [];
  for (let day = startDay; day <= fit.lastDay; day++) {
    if (isRuleDay(fit.rule, fit.startDay, day)) slots.push({ day, isHit: hitDays.has(day) });
  }
  return slots;
}

/** The rhythm of a rule in hours. */
export function describeHours(instants: Instants, profile: DayProfile, fit: HoursFit): FoundRhythm {
  const { times, days, minutes } = instants;
  const step = fit.interval * HOUR_MS;
  const reach = fit.halfWidth * MINUTE_MS;
  const isHit = new Uint8Array(times.length);
  const offsets: number[] = [];
  const slots: Slot[] = [];
  let next = 0;
  let lastHitAt = 0;
  for (let at = fit.startAt; at + reach <= profile.lastTime || next < times.length; at += step) {
    let isKept = false;
    for (; next < times.length && (times[next] ?? 0) <= at + reach; next++) {
      const offset = (times[next] ?? 0) - at;
      if (offset < -reach) continue;
      isHit[next] = 1;
      isKept = true;
      lastHitAt = times[next] ?? 0;
      offsets.push(offset / MINUTE_MS);
    }
    if (!isKept && at + reach > profile.lastTime) break;
    slots.push({ day: dayNear(times, days, minutes, next, at), isHit: isKept, at });
  }
  const rule: RhythmRule = { every: "hour", interval: fit.interval };
  return {
    rule,
    rrule: writeRule(rule),
    dtstart: fit.startAt,
    toleranceMinutes: toleranceOf(offsets, 0),
    slots,
    isHit,
    hits: fit.hits,
    expected: slots.length,
    expectedByChance: fit.expectedByChance,
    logP: fit.logP,
    lastHitAt,
  };
}

/** The local day of an instant, by the zone of the event before it. */
function dayNear(
  times: Float64Array,
  days: Int32Array,
  minutes: Float32Array,
  next: number,
  at: number,
): number {
  const index = Math.max(0, next - 1);
  const wall =
    (days[index] ?? 0) * DAY_MINUTES + (minutes[index] ?? 0) + (at - (times[index] ?? 0)) / MINUTE_MS;
  return Math.floor(wall / DAY_MINUTES);
}

/** Nine of ten hits are this near, in steps of five minutes. */
function toleranceOf(offsets: readonly number[], median: number): number {
  const sorted = Float64Array.from(offsets, (offset) => Math.abs(offset - median)).sort();
  const near = sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * 0.9))] ?? 0;
  return Math.max(5, Math.ceil(near / 5) * 5);
}
