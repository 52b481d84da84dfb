import { wallClockMs } from "@floyo/shared/events/time-zone.ts";
import { parseRule } from "@floyo/shared/suggestions/describe-rule.ts";
import type { CalendarDay } from "../../ui/charts/day-calendar.tsx";
import type { WeekBand, WeekCell } from "../../ui/charts/week-map.tsx";
import type { PatternDetail } from "./pattern.ts";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const EVERY_DAY = [0, 1, 2, 3, 4, 5, 6];

type Evidence = PatternDetail["evidence"];
type Rhythm = NonNullable<PatternDetail["rhythm"]>;

/** In which hours of the week it began, on the clock of the pattern's own zone: every time where all are counted. */
export function weekCells({ occurrences, timeZone, weekHours }: Evidence): WeekCell[] {
  if (weekHours) {
    return weekHours.flatMap((count, hour) =>
      count > 0 ? [{ day: Math.floor(hour / 24), hour: hour % 24, count }] : [],
    );
  }
  const cells = new Map<number, WeekCell>();
  for (const { startedAt } of occurrences) {
    const local = wallClockMs(timeZone, Date.parse(startedAt));
    const day = (new Date(local).getUTCDay() + 6) % 7;
    const hour = Math.floor((((local % DAY_MS) + DAY_MS) % DAY_MS) / HOUR_MS);
    const cell = cells.get(day * 24 + hour) ?? { day, hour, count: 0 };
    cells.set(day * 24 + hour, { ...cell, count: cell.count + 1 });
  }
  return [...cells.values()];
}

/** The days and minutes in which a rhythm is expected; null for one of hours, which is expected all day. */
export function expectedBand({ rrule, toleranceMinutes }: Rhythm): WeekBand | null {
  const { frequency, days, minute, position } = parseRule(rrule);
  if (frequency === "HOURLY" || minute === null) return null;
  // A day of the month falls on any day of the week; with a position, as in "last working day", on any of those named.
  const isOfMonth = (frequency === "MONTHLY" || frequency === "YEARLY") && position === null;
  const named = [...new Set(days.map(({ day }) => day))].sort((one, other) => one - other);
  const isOpen = named.length === 0 || (isOfMonth && days.every(({ ordinal }) => ordinal === null));
  return {
    days: isOpen ? EVERY_DAY : named,
    from: minute - toleranceMinutes,
    to: minute + toleranceMinutes,
  };
}

/** Each day of which the evidence knows something. A day that was expected and kept is `seen` whatever else was on it. */
export function calendarDays({ expectedDays, occurrences }: Evidence): CalendarDay[] {
  const states = new Map<string, CalendarDay["state"]>();
  for (const { date, hit } of occurrences) {
    states.set(date, hit || states.get(date) === "seen" ? "seen" : "other");
  }
  for (const { date, hit } of expectedDays) {
    if (hit) states.set(date, "seen");
    else if (!states.has(date)) states.set(date, "missed");
  }
  return [...states].map(([date, state]) => ({ date, state }));
}
