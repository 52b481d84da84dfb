import { wallClockMs } from "@floyo/shared/events/time-zone.ts";

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

// Written here, since browsers and servers of other versions shorten them differently ("Sep", "Sept").
const WEEKDAYS = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"] as const;
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"] as const;

/** Where and when a page is read. `now` in epoch milliseconds. */
export interface Moment {
  now: number;
  timeZone: string;
}

/** `08:56` on the person's own clock. */
export function formatClock(atMs: number, timeZone: string): string {
  return new Date(wallClockMs(timeZone, atMs)).toISOString().slice(11, 16);
}

/** `Mon 16 Nov`, and the year when it is not the present one. */
export function formatDay(atMs: number, { now, timeZone }: Moment): string {
  const day = new Date(wallClockMs(timeZone, atMs));
  const words = `${WEEKDAYS[day.getUTCDay()]} ${day.getUTCDate()} ${MONTHS[day.getUTCMonth()]}`;
  const year = day.getUTCFullYear();
  return year === new Date(wallClockMs(timeZone, now)).getUTCFullYear() ? words : `${words} ${year}`;
}

/** How long ago, in the words of a person: `just now`, `4 min ago`, `today 08:56`, `yesterday`, `Mon 16 Nov`. */
export function formatAgo(atMs: number, moment: Moment): string {
  const { now, timeZone } = moment;
  const minutes = Math.floor((now - atMs) / MINUTE_MS);
  if (minutes < 1) return "just now";
  if (minutes < 60) return `${minutes} min ago`;
  const days = daysBetween(atMs, moment);
  if (days === 0) return `today ${formatClock(atMs, timeZone)}`;
  if (days === 1) return "yesterday";
  return formatDay(atMs, moment);
}

/** When something comes: `today 17:00`, `tomorrow 08:00`, `Mon 23 Nov 08:00`. */
export function formatUntil(atMs: number, moment: Moment): string {
  const clock = formatClock(atMs, moment.timeZone);
  const days = -daysBetween(atMs, moment);
  if (days <= 0) return `today ${clock}`;
  return days === 1 ? `tomorrow ${clock}` : `${formatDay(atMs, moment)} ${clock}`;
}

/** `40 s`, `4 min`, `2 h 05`, `3 days`. */
export function formatSpan(spanMs: number): string {
  if (spanMs < MINUTE_MS) return `${Math.max(1, Math.round(spanMs / 1000))} s`;
  const minutes = Math.round(spanMs / MINUTE_MS);
  if (minutes < 60) return `${minutes} min`;
  if (minutes < 24 * 60) {
    const rest = minutes % 60;
    return rest === 0
      ? `${minutes / 60} h`
      : `${Math.floor(minutes / 60)} h ${String(rest).padStart(2, "0")}`;
  }
  const days = Math.round(minutes / (24 * 60));
  return days === 1 ? "1 day" : `${days} days`;
}

function daysBetween(atMs: number, { now, timeZone }: Moment): number {
  const dayOf = (ms: number) => Math.floor(wallClockMs(timeZone, ms) / DAY_MS);
  return dayOf(now) - dayOf(atMs);
}
