import { wallClockMs } from "../../events/time-zone.ts";
import type { MiningEvent } from "../mining-event.ts";
import type { Pattern } from "../pattern.ts";
import { matchesTemplate } from "../templates/template.ts";

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
/** Steps of one occurrence follow each other within this. */
const STEP_GAP_MS = 15 * MINUTE_MS;
/** An occurrence has this share of the steps, as the engine itself counts. */
const MIN_SHARE = 0.6;
const WEEKDAYS = ["SU", "MO", "TU", "WE", "TH", "FR", "SA"];

/** For each event which steps of the pattern it does, as bits. */
export function stepMasks(pattern: Pattern, events: readonly MiningEvent[]): Int32Array {
  return Int32Array.from(events, (event) => {
    let mask = 0;
    pattern.steps.forEach(({ op, template }, step) => {
      if (event.op === op && matchesTemplate(template, event.path)) mask |= 1 << step;
    });
    return mask;
  });
}

/**
 * On how many local days the pattern happened, counted from `masks` alone, so that shuffled masks can be counted alike:
 * enough of its steps near each other, in their order when it has one; a lone rhythm at its time on a day of its rule.
 */
export function countDays(pattern: Pattern, masks: Int32Array, moments: Moments): number {
  return pattern.kind === "rhythm"
    ? countRuleDays(pattern, masks, moments)
    : countMeetings(pattern, masks, moments);
}

export interface Moments {
  times: Float64Array;
  /** Local day since 1970 and minute of the day. */
  days: Int32Array;
  minutes: Float32Array;
}

/** `events`: ascending. */
export function momentsOf(events: readonly MiningEvent[]): Moments {
  const wall = events.map((event) => wallClockMs(event.timeZone, event.occurredAt));
  return {
    times: Float64Array.from(events, (event) => event.occurredAt),
    days: Int32Array.from(wall, (at) => Math.floor(at / DAY_MS)),
    minutes: Float32Array.from(wall, (at) => (at - Math.floor(at / DAY_MS) * DAY_MS) / MINUTE_MS),
  };
}

function countMeetings(pattern: Pattern, masks: Int32Array, { times, days }: Moments): number {
  const isOrdered = pattern.kind !== "companions";
  const needed = Math.max(2, Math.ceil(MIN_SHARE * pattern.steps.length));
  const met = new Set<number>();
  for (let start = 0; start < masks.length; start++) {
    if (masks[start] === 0 || met.has(days[start] as number)) continue;
    let done = lowestBit(masks[start] as number);
    let lastAt = times[start] as number;
    for (let at = start + 1; at < masks.length && (times[at] as number) - lastAt <= STEP_GAP_MS; at++) {
      const open = (masks[at] as number) & ~done & (isOrdered ? ~(2 * highestBit(done) - 1) : -1);
      if (open === 0) continue;
      done |= lowestBit(open);
      lastAt = times[at] as number;
    }
    if (bitCount(done) >= needed) met.add(days[start] as number);
  }
  return met.size;
}

function countRuleDays(pattern: Pattern, masks: Int32Array, { days, minutes }: Moments): number {
  const rhythm = pattern.rhythm;
  if (!rhythm) return 0;
  const rule = new Map(rhythm.rrule.split(";").map((field) => field.split("=") as [string, string]));
  const tolerance = Math.max(20, rhythm.toleranceMinutes);
  const minute = 60 * Number(rule.get("BYHOUR") ?? 0) + Number(rule.get("BYMINUTE") ?? 0);
  const isHourly = rule.get("FREQ") === "HOURLY";
  const weekdays = rule
    .get("BYDAY")
    ?.split(",")
    .map((day) => WEEKDAYS.indexOf(day.slice(-2)));
  const met = new Set<number>();
  for (let index = 0; index < masks.length; index++) {
    if (masks[index] === 0) continue;
    const day = days[index] as number;
    const off = Math.abs((minutes[index] as number) - minute);
    const isNear = isHourly || Math.min(off, 1440 - off) <= tolerance;
    const weekday = (((day + 4) % 7) + 7) % 7;
    if (isNear && (weekdays === undefined || weekdays.includes(weekday))) met.add(day);
  }
  return met.size;
}

function lowestBit(mask: number): number {
  return mask & -mask;
}

function highestBit(mask: number): number {
  return 1 << (31 - Math.clz32(mask));
}

function bitCount(mask: number): number {
  let count = 0;
  for (let rest = mask; rest !== 0; rest &= rest - 1) count++;
  return count;
}
