import { instantOfWallClock, wallClockMs } from "@floyo/shared/events/time-zone.ts";
import type { Moment } from "./format-time.ts";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const MORNING_MS = 8 * HOUR_MS;

/** Tomorrow at 08:00 on the person's clock, in epoch milliseconds. */
export function tomorrowMorning({ now, timeZone }: Moment): number {
  const today = Math.floor(wallClockMs(timeZone, now) / DAY_MS);
  return instantOfWallClock(timeZone, (today + 1) * DAY_MS + MORNING_MS);
}

/** Monday of the coming week at 08:00 on the person's clock. */
export function nextMonday({ now, timeZone }: Moment): number {
  const today = Math.floor(wallClockMs(timeZone, now) / DAY_MS);
  const weekday = new Date(today * DAY_MS).getUTCDay();
  return instantOfWallClock(timeZone, (today + (weekday === 0 ? 1 : 8 - weekday)) * DAY_MS + MORNING_MS);
}
