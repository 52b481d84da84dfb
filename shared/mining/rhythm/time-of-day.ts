import { DAY_MINUTES } from "./day-profile.ts";

/** Minutes from a time of day, the short way round the clock: -720 to 720. */
export function minutesFrom(minute: number, centre: number): number {
  return shortWay(minute - centre, DAY_MINUTES);
}

/** A difference of two places on a circle as the shorter way, without a division: most of the cost of a rhythm. */
export function shortWay(difference: number, circle: number): number {
  if (difference > circle / 2) return difference - circle;
  return difference < -circle / 2 ? difference + circle : difference;
}

/** The day whose `centre` is nearest, so that 00:03 can be late for 23:55 of the day before. */
export function dayAtTime(day: number, minute: number, centre: number): number {
  return day + Math.round((minute - centre) / DAY_MINUTES);
}

export function medianOf(values: readonly number[]): number {
  const sorted = Float64Array.from(values).sort();
  const middle = sorted.length >> 1;
  if (sorted.length % 2 === 1) return sorted[middle] ?? 0;
  return ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
}
