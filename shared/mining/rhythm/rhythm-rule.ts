import { z } from "zod";
import { dateOf, remainder, weekdayOf, weekOf } from "./calendar.ts";

const Weekday = z.int().min(0).max(6);
/** Local minutes of the day, ascending. */
const times = z.array(z.int().min(0).max(1439)).min(1).max(24);

/**
 * When something is due, in local time. Intervals count from the rhythm's start (`dtstart`). Weekdays: 0 is Sunday;
 * weeks start on Monday. `monthDays`: 1–31, or -1 for the last day. `nth`: 1–5, or -1 for the last of the month.
 * `workingDay`: 1 is the first Monday-to-Friday of a month, -1 the last.
 */
export const RhythmRule = z.discriminatedUnion("every", [
  z.object({ every: z.literal("hour"), interval: z.int().min(1).max(12) }),
  z.object({ every: z.literal("day"), interval: z.int().min(1).max(14), times }),
  z.object({
    every: z.literal("week"),
    interval: z.int().min(1).max(4),
    weekdays: z.array(Weekday).min(1).max(7),
    times,
  }),
  z.object({
    every: z.literal("month-day"),
    interval: z.int().min(1).max(6),
    monthDays: z.array(z.int().min(-1).max(31)).min(1).max(31),
    times,
  }),
  z.object({
    every: z.literal("month-weekday"),
    interval: z.int().min(1).max(6),
    nth: z.int().min(-1).max(5),
    weekday: Weekday,
    times,
  }),
  z.object({
    every: z.literal("working-day"),
    interval: z.int().min(1).max(6),
    workingDay: z.union([z.literal(1), z.literal(-1)]),
    times,
  }),
  z.object({
    every: z.literal("year"),
    month: z.int().min(1).max(12),
    monthDay: z.int().min(1).max(31),
    times,
  }),
]);

export type RhythmRule = z.infer<typeof RhythmRule>;

/** The days of a rule, whatever the time. */
export type DayRule = WithoutTimes<Exclude<RhythmRule, { every: "hour" }>>;

type WithoutTimes<Rule> = Rule extends { times: number[] } ? Omit<Rule, "times"> : never;

const WEEKDAY_NAMES = ["SU", "MO", "TU", "WE", "TH", "FR", "SA"] as const;
const WORKING_DAYS = "MO,TU,WE,TH,FR";

/** Whether a local day is one of the rule's. `startDay`: a day of the rule, from which its intervals count. */
export function isRuleDay(rule: DayRule, startDay: number, day: number): boolean {
  switch (rule.every) {
    case "day":
      return remainder(day - startDay, rule.interval) === 0;
    case "week":
      return (
        rule.weekdays.includes(weekdayOf(day)) &&
        (rule.interval === 1 || remainder(weekOf(day) - weekOf(startDay), rule.interval) === 0)
      );
    case "month-day": {
      const { monthDay, fromEnd, month } = dateOf(day);
      const isDay = rule.monthDays.includes(monthDay) || (fromEnd === 1 && rule.monthDays.includes(-1));
      return isDay && isRuleMonth(rule.interval, startDay, month);
    }
    case "month-weekday": {
      if (weekdayOf(day) !== rule.weekday) return false;
      const { monthDay, fromEnd, month } = dateOf(day);
      const isNth = rule.nth === -1 ? fromEnd <= 7 : Math.ceil(monthDay / 7) === rule.nth;
      return isNth && isRuleMonth(rule.interval, startDay, month);
    }
    case "working-day": {
      const { monthDay, fromEnd, month } = dateOf(day);
      const fromEdge = rule.workingDay === 1 ? monthDay : fromEnd;
      return (
        isWorkingDayAtEdge(rule.workingDay, weekdayOf(day), fromEdge) &&
        isRuleMonth(rule.interval, startDay, month)
      );
    }
    case "year": {
      const { monthDay, month } = dateOf(day);
      return monthDay === rule.monthDay && (month % 12) + 1 === rule.month;
    }
  }
}

/** Whether a day is the first (1) or last (-1) working day; `fromEdge` 1 is the first or last day of the month. */
export function isWorkingDayAtEdge(edge: 1 | -1, weekday: number, fromEdge: number): boolean {
  if (weekday === 0 || weekday === 6 || fromEdge > 3) return false;
  return fromEdge === 1 || weekday === (edge === 1 ? 1 : 5);
}

function isRuleMonth(interval: number, startDay: number, month: number): boolean {
  return interval === 1 || remainder(month - dateOf(startDay).month, interval) === 0;
}

/** RFC 5545, in local time; rules with an interval and rules in hours need `DTSTART` beside. */
export function writeRule(rule: RhythmRule): string {
  if (rule.every === "hour") return `FREQ=HOURLY${writeInterval(rule.interval)}`;
  return `${writeDays(rule)};BYHOUR=${hoursOf(rule.times).join(",")};BYMINUTE=${(rule.times[0] ?? 0) % 60}`;
}

function writeDays(rule: DayRule): string {
  switch (rule.every) {
    case "day":
      return `FREQ=DAILY${writeInterval(rule.interval)}`;
    case "week":
      return `FREQ=WEEKLY${writeInterval(rule.interval)};BYDAY=${fromMonday(rule.weekdays)
        .map((weekday) => WEEKDAY_NAMES[weekday])
        .join(",")}`;
    case "month-day":
      return `FREQ=MONTHLY${writeInterval(rule.interval)};BYMONTHDAY=${rule.monthDays.join(",")}`;
    case "month-weekday":
      return `FREQ=MONTHLY${writeInterval(rule.interval)};BYDAY=${rule.nth}${WEEKDAY_NAMES[rule.weekday]}`;
    case "working-day":
      return `FREQ=MONTHLY${writeInterval(rule.interval)};BYDAY=${WORKING_DAYS};BYSETPOS=${rule.workingDay}`;
    case "year":
      return `FREQ=YEARLY;BYMONTH=${rule.month};BYMONTHDAY=${rule.monthDay}`;
  }
}

function writeInterval(interval: number): string {
  return interval === 1 ? "" : `;INTERVAL=${interval}`;
}

function fromMonday(weekdays: readonly number[]): number[] {
  return [...weekdays].sort((left, right) => ((left + 6) % 7) - ((right + 6) % 7));
}

function hoursOf(minutes: readonly number[]): number[] {
  return minutes.map((minute) => Math.floor(minute / 60));
}
