import { z } from "zod";

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
