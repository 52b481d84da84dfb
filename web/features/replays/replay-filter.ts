import type { RunFilter } from "../runs/run-filter.ts";

const DAY_MS = 86_400_000;

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
export function replayFilterOf({ status, workflow, since, until, q }: RunFilter): ReplayFilter | null {
  if (status !== "failed" && status !== "unknown" && status !== "dead") return null;
  return {
    status: status === "unknown" ? "unknown" : "failed",
    workflow_id: workflow || null,
    since: since ? `${since}T00:00:00.000Z` : null,
    until: until ? new Date(Date.parse(`${until}T00:00:00Z`) + DAY_MS).toISOString() : null,
    q: q.trim(),
    is_dead: status === "dead",
  };
}
