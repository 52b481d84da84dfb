import { instantOfWallClock } from "@floyo/shared/events/time-zone.ts";
import { parseRule } from "@floyo/shared/suggestions/describe-rule.ts";
import type { PatternDetail } from "./pattern.ts";

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
/** Earlier than this a missed day is history, not news. */
const RECENT_DAYS = 35;

/** A rhythm that was missed the last time it was due. */
export interface Absence {
  /** Epoch milliseconds of the end of the time in which it was expected. */
  dueAt: number;
  /** How many days of its rule in a row were missed, up to the last one. */
  missed: number;
}

type Subject = Pick<PatternDetail, "rhythm" | "withdrawn_at"> & {
  expectedDays: PatternDetail["evidence"]["expectedDays"];
};

/** Whether a rhythm was missed lately: at the end of its days, past the end of its time, and not long ago. */
export function absenceOf({ rhythm, withdrawn_at, expectedDays }: Subject, now: number): Absence | null {
  if (!rhythm || withdrawn_at !== null) return null;
  const { minute, frequency } = parseRule(rhythm.rrule);
  if (minute === null || frequency === "HOURLY") return null;
  const due = expectedDays.map(({ date, hit }) => ({
    dueAt:
      instantOfWallClock(rhythm.timeZone, Date.parse(date) + minute * MINUTE_MS) +
      rhythm.toleranceMinutes * MINUTE_MS,
    hit,
  }));
  const past = due.filter(({ dueAt }) => dueAt < now);
  const last = past.at(-1);
  if (!last || last.hit || now - last.dueAt > RECENT_DAYS * DAY_MS) return null;
  const lastHit = past.findLastIndex(({ hit }) => hit);
  return { dueAt: last.dueAt, missed: past.length - 1 - lastHit };
}
