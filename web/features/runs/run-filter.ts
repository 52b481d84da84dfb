import { instantOfWallClock } from "@floyo/shared/events/time-zone.ts";
import { z } from "zod";
import { RUN_STATUSES } from "./status-words.ts";

const Day = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/)
  .refine((day) => !Number.isNaN(Date.parse(day)));

/** What the list of runs shows, as its address says it. A value that means nothing is read as if it were not there. */
export const RunFilter = z.object({
  /** `dead`: failed, because workers died of it or it exceeded a limit. */
  status: z.enum(["", ...RUN_STATUSES, "dead"]).catch(""),
  workflow: z.uuid().or(z.literal("")).catch(""),
  /** Days of the person's own zone; `until` is shown as well. */
  since: Day.or(z.literal("")).catch(""),
  until: Day.or(z.literal("")).catch(""),
  q: z.string().max(120).catch(""),
});
export type RunFilter = z.infer<typeof RunFilter>;

const DAY_MS = 86_400_000;

/** The instants between which a filter's days lie in this zone, `until` no longer; null: no end. Days of 23 and 25 hours too. */
export function spanOf({ since, until }: Pick<RunFilter, "since" | "until">, timeZone: string) {
  const startOf = (day: string, daysLater: number) =>
    day === ""
      ? null
      : new Date(instantOfWallClock(timeZone, Date.parse(day) + daysLater * DAY_MS)).toISOString();
  return { since: startOf(since, 0), until: startOf(until, 1) };
}

export function readRunFilter(search: URLSearchParams): RunFilter {
  return RunFilter.parse(Object.fromEntries(search));
}

/** The address of the list under a filter: `/runs?status=failed`. */
export function runsPath(filter: Partial<RunFilter> = {}): string {
  const search = new URLSearchParams();
  for (const name of ["status", "workflow", "since", "until", "q"] as const) {
    const value = filter[name]?.trim() ?? "";
    if (value !== "") search.set(name, value);
  }
  return search.size === 0 ? "/runs" : `/runs?${search}`;
}
