import { Cron } from "croner";
import { RRuleTemporal } from "rrule-temporal";
import type { z } from "zod";
import { namesPossibleDay } from "./possible-day.ts";
import type { ScheduleTrigger } from "./trigger.ts";

export type Schedule = Pick<z.infer<typeof ScheduleTrigger>, "cron" | "rrule" | "timeZone">;

/**
 * The next time a schedule is due after `after` (epoch ms), by the clock of its zone: a time that a change of the clock
 * skips comes when the gap ends, of a rule as much later as the gap is long; one that it repeats comes once. null: never
 * again. Throws RangeError on a line or rule that is none. `startsAt` is where a rule with an interval counts from.
 */
export function nextDue(
  schedule: Schedule,
  { after, startsAt }: { after: number; startsAt: number },
): number | null {
  if (schedule.cron !== null) return nextOfCron(schedule.cron, schedule.timeZone, after);
  if (schedule.rrule !== null) return nextOfRule(schedule.rrule, schedule.timeZone, { after, startsAt });
  throw new RangeError("a schedule needs a cron line or a recurrence rule");
}

function nextOfCron(line: string, timezone: string, after: number): number | null {
  try {
    return (
      new Cron(line, { timezone, paused: true, mode: "5-part" }).nextRun(new Date(after))?.getTime() ?? null
    );
  } catch (cause) {
    throw new RangeError(`"${line}" is not a cron line: ${messageOf(cause)}`, { cause });
  }
}

function nextOfRule(
  rule: string,
  zone: string,
  { after, startsAt }: { after: number; startsAt: number },
): number | null {
  if (!namesPossibleDay(rule)) return null;
  try {
    const text = rule.replace(/^RRULE:/i, "");
    const start = localStart(startsAt, zone, text);
    const due = nextOf(text, { zone, start, after });
    const offset = offsetMs(after, zone);
    if (due !== null && offsetMs(due, zone) <= offset) return due;
    // The library leaves out times that a clock going forward skips: they are looked for on a clock that does not.
    const skipped = nextOf(text, { zone: "UTC", start, after: after + offset });
    if (skipped === null || isHourly(text)) return due;
    const instead = skipped - offset;
    return offsetMs(instead, zone) > offset && (due === null || instead < due) ? instead : due;
  } catch (cause) {
    throw new RangeError(`"${rule}" is not a recurrence rule: ${messageOf(cause)}`, { cause });
  }
}

function nextOf(
  rule: string,
  { zone, start, after }: { zone: string; start: string; after: number },
): number | null {
  const rruleString = `DTSTART;TZID=${zone}:${start}\nRRULE:${rule}`;
  const due = new RRuleTemporal({ rruleString, maxIterations: 20_000 }).next(new Date(after));
  return due === null ? null : due.epochMilliseconds;
}

/** How far the clock of a zone is ahead of UTC. */
function offsetMs(at: number, timeZone: string): number {
  const name = new Intl.DateTimeFormat("en-US", { timeZone, timeZoneName: "longOffset" })
    .formatToParts(at)
    .find(({ type }) => type === "timeZoneName")?.value;
  const [, sign, hours, minutes] = /GMT([+-])(\d\d):(\d\d)/.exec(name ?? "") ?? [];
  return sign === undefined ? 0 : (sign === "-" ? -60_000 : 60_000) * (Number(hours) * 60 + Number(minutes));
}

function isHourly(rule: string): boolean {
  return /FREQ=(HOURLY|MINUTELY|SECONDLY)/i.test(rule);
}

/** The local day of `startsAt` at midnight, or its hour for rules in hours, as RFC 5545 writes it. */
function localStart(startsAt: number, timeZone: string, rule: string): string {
  const parts = new Intl.DateTimeFormat("en-GB", {
    timeZone,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    hourCycle: "h23",
  }).formatToParts(startsAt);
  const part = (type: string) => parts.find((each) => each.type === type)?.value ?? "";
  const hour = /FREQ=HOURLY/i.test(rule) ? part("hour") : "00";
  return `${part("year")}${part("month")}${part("day")}T${hour}0000`;
}

function messageOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
