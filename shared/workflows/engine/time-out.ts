import type { Decision } from "./decision.ts";
import type { RunState } from "./run-state.ts";
import { settle } from "./write-record.ts";

/** Ends a run at its own limit. A call that was under way may have happened; what waited waits no more. */
export function timeOut(state: RunState, now: number): Decision {
  for (const record of [...state.records.values()]) {
    if (record.kind === "for-each") continue;
    if (record.status === "running") settle(state, record, { status: "unknown", finishedAt: now });
    if (record.status !== "waiting" && record.status !== "retrying") continue;
    settle(state, record, { status: "cancelled", finishedAt: now, dueAt: null });
  }
  const message = `the run took longer than ${state.definition.limits.runSeconds} s`;
  return { kind: "failed", error: { code: "run_timeout", message } };
}
