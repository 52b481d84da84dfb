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
  /** Days in UTC; `until` is shown as well. */
  since: Day.or(z.literal("")).catch(""),
  until: Day.or(z.literal("")).catch(""),
  q: z.string().max(120).catch(""),
});
export type RunFilter = z.infer<typeof RunFilter>;

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
