import { Cron } from "croner";
import { RRuleTemporal } from "rrule-temporal";
import type { z } from "zod";
import { namesPossibleDay } from "./possible-day.ts";
import type { ScheduleTrigger } from "./trigger.ts";

export type Schedule = Pick<z.infer<typeof ScheduleTrigger>, "cron" | "rrule" | "timeZone">;

/**
 * The next time a schedule is due after `after` (epoch ms), by the clock of its zone: a time that a change of the clock
 * skips comes when the gap ends, one that it repeats comes once. null: never again. Throws RangeError on a line or rule
 * that is none. `startsAt` is where a rule with an interval counts from.
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
    const start = `DTSTART;TZID=${zone}:${localStart(startsAt, zone, text)}`;
    const due = new RRuleTemporal({ rruleString: `${start}\nRRULE:${text}`, maxIterations: 20_000 }).next(
      new Date(after),
    );
    return due === null ? null : due.epochMilliseconds;
  } catch (cause) {
    throw new RangeError(`"${rule}" is not a recurrence rule: ${messageOf(cause)}`, { cause });
  }
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
