import type { Step } from "../definition.ts";
import type { StepContext, StepDecision } from "./decision.ts";
import { effectOf } from "./effect-of.ts";
import { enter } from "./loops.ts";
import type { StepRecord } from "./records.ts";
import { isRepeatable } from "./repeatable.ts";
import type { RunState } from "./run-state.ts";
import { StepError } from "./step-error.ts";
import { settle } from "./write-record.ts";

/** Goes on with a step that waits, is to be repeated, or was left by a worker that died. */
export async function takeUp(
  state: RunState,
  step: Step,
  record: StepRecord,
  { now }: StepContext,
): Promise<StepDecision | null> {
  if (step.kind === "for-each") {
    const frame = state.frames.at(-1);
    if (frame) enter(state, frame, step, record);
    return null;
  }
  if (record.status === "waiting") {
    if (step.kind === "call-workflow") return { kind: "wait", for: "run", key: record.key, until: null };
    if (record.dueAt === null || now < record.dueAt) {
      return {
        kind: "wait",
        for: step.kind === "approval" || step.kind === "file" ? step.kind : "time",
        key: record.key,
        until: record.dueAt,
      };
    }
    if (step.kind === "approval") throw new StepError("expired", "nobody answered in time");
    if (step.kind === "file") {
      throw new StepError(
        "expired",
        "the file did not come in time: no page of its person's watches the folder",
      );
    }
    const output = { at: new Date(record.dueAt).toISOString() };
    settle(state, record, { status: "done", output, finishedAt: now, dueAt: null });
    return null;
  }
  if (record.status === "retrying") {
    if (record.dueAt !== null && now < record.dueAt) {
      return { kind: "wait", for: "retry", key: record.key, until: record.dueAt };
    }
    settle(state, record, { status: "running", attempt: record.attempt + 1, dueAt: null });
    return effectOf(state, step, record);
  }
  if (record.status === "running") return recover(state, step, record, now);
  const error = record.error ?? { code: "unknown", message: "nobody knows how this call ended" };
  return { kind: "unknown", key: record.key, error: { ...error, step: record.key } };
}

/** The worker died between the claim and the result. Only what may be done twice is done again, and once. */
function recover(state: RunState, step: Step, record: StepRecord, now: number): StepDecision | null {
  if (!isRepeatable(step)) {
    const error = {
      code: "unknown",
      message: "the call may have happened: its worker died before the answer was stored",
    };
    settle(state, record, { status: "unknown", error });
    return { kind: "unknown", key: record.key, error: { ...error, step: record.key } };
  }
  const line = {
    attempt: record.attempt,
    at: now,
    code: "worker_lost",
    message: "the worker died during this attempt",
  };
  const deaths = record.log.filter(({ code }) => code === "worker_lost").length + 1;
  settle(state, record, { log: [...record.log, line] });
  if (deaths >= 2)
    throw new StepError(
      "exceeded_limits",
      "two workers died of this step: it needs more time or memory than there is",
    );
  settle(state, record, { attempt: record.attempt + 1 });
  return effectOf(state, step, record);
}
