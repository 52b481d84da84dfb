import { dateOf, remainder, weekdayOf, weekOf } from "./calendar.ts";
import type { RhythmRule } from "./rhythm-rule-schema.ts";

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
