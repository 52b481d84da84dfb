import { remainder } from "./calendar.ts";
import { DAY_MINUTES } from "./day-profile.ts";

/** Minutes from a time of day, the short way round the clock: -720 to 720. */
export function minutesFrom(minute: number, centre: number): number {
  return remainder(minute - centre + DAY_MINUTES / 2, DAY_MINUTES) - DAY_MINUTES / 2;
}

/** The day whose `centre` is nearest, so that 00:03 can be late for 23:55 of the day before. */
export function dayAtTime(day: number, minute: number, centre: number): number {
  return day + Math.round((minute - centre) / DAY_MINUTES);
}

export function medianOf(values: readonly number[]): number {
  const sorted = [...values].sort((left, right) => left - right);
  const middle = sorted.length >> 1;
  if (sorted.length % 2 === 1) return sorted[middle] ?? 0;
  return ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
}
