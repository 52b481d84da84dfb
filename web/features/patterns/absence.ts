import type { Missed } from "./pattern.ts";

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/** Until when a missed day is news on its pattern's page, and until when in the feed; later it is history. */
export const TOLD_DAYS = { page: 35, feed: 7 } as const;

/** The end of the time in which it was expected, in epoch milliseconds; null when that is no news any more. */
export function missedBy(
  { absence, toleranceMinutes }: { absence: Missed; toleranceMinutes: number },
  { now, days }: { now: number; days: number },
): number | null {
  const until = Date.parse(absence.expectedAt) + toleranceMinutes * MINUTE_MS;
  return until < now && now - until <= days * DAY_MS ? until : null;
}
