import type { RunError } from "./records.ts";
import type { RunState } from "./run-state.ts";
import { settle } from "./write-record.ts";

/** Fails a step that waits for what it will not be given; its `onError` decides what follows. `now`: epoch ms. */
export function refuseStep(state: RunState, key: string, error: RunError, now: number): void {
  const record = state.records.get(key);
  if (record?.status !== "waiting") throw new RangeError(`"${key}" does not wait`);
  settle(state, record, { status: "failed", error, finishedAt: now, dueAt: null });
}
