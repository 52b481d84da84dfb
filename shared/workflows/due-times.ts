import type { z } from "zod";
import { nextDue, type Schedule } from "./schedule.ts";
import type { ScheduleTrigger } from "./trigger.ts";

type Missed = z.infer<typeof ScheduleTrigger>["missed"];

/** A time that is less old than this is on time: the slowest tick there is comes every five minutes. */
const ON_TIME_MS = 10 * 60_000;
/** The most times that are made good, and that are counted one by one. */
const MOST_TIMES = 100;

/**
 * Which times of a schedule start a run now, ascending, and when it is due next (epoch ms; null: never again).
 *
 *     countedUntil ──missed──missed──missed──[10 min]──on time── now ── nextAt
 *
 * `missed` says what becomes of times that passed while nothing could run: `skip` starts those on time alone, `once` the
 * last one, `all` each of them, the oldest 100 at most. Throws RangeError on a schedule that is none.
 */
export function dueTimes(
  schedule: Schedule & { missed: Missed },
  { countedUntil, startsAt, now }: { countedUntil: number; startsAt: number; now: number },
): { times: number[]; nextAt: number | null } {
  const after = (time: number) => nextDue(schedule, { after: time, startsAt });
  const passed: number[] = [];
  let next = after(countedUntil);
  while (next !== null && next <= now && passed.length < MOST_TIMES) {
    passed.push(next);
    next = after(next);
  }
  if (next !== null && next <= now) {
    // So many were missed that the rest is not counted: those on time are found from the other end.
    if (schedule.missed !== "all") passed.push(...timesOf(after, now - ON_TIME_MS, now));
    next = after(now);
  }
  return { times: chosen(passed, schedule.missed, now), nextAt: next };
}

function timesOf(after: (time: number) => number | null, since: number, until: number): number[] {
  const times: number[] = [];
  for (let next = after(since); next !== null && next <= until; next = after(next)) times.push(next);
  return times;
}

function chosen(passed: readonly number[], missed: Missed, now: number): number[] {
  if (missed === "all") return [...passed];
  if (missed === "once") return passed.slice(-1);
  return passed.filter((time) => time > now - ON_TIME_MS);
}
