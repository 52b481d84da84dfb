import { type RunFilter, spanOf } from "../runs/run-filter.ts";

/** Which runs are to be run again, as `count_replayable` and `replay_runs` take it. */
export interface ReplayFilter {
  status: "failed" | "unknown";
  workflow_id: string | null;
  since: string | null;
  until: string | null;
  q: string;
  is_dead: boolean;
}

/** The runs that a list under this filter shows; null when it shows others than those that failed. */
export function replayFilterOf(filter: RunFilter, timeZone: string): ReplayFilter | null {
  const { status, workflow, q } = filter;
  if (status !== "failed" && status !== "unknown" && status !== "dead") return null;
  return {
    status: status === "unknown" ? "unknown" : "failed",
    workflow_id: workflow || null,
    ...spanOf(filter, timeZone),
    q: q.trim(),
    is_dead: status === "dead",
  };
}
