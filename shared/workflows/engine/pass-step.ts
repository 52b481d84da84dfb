import type { Step } from "../definition.ts";
import type { StepId, Value } from "../parts.ts";
import type { Decision } from "./decision.ts";
import type { StepRecord } from "./records.ts";
import type { Frame, RunState } from "./run-state.ts";

/** What a step that is done leaves behind, and which comes next. */
export function pass(state: RunState, frame: Frame, step: Step, record: StepRecord): void {
  state.outputs[step.id] = record.output;
  delete state.errors[step.id];
  if (step.kind === "set") Object.assign(state.vars, record.output as object);
  // What rounds of a loop set is set still when the loop is taken up as one that is done.
  if (step.kind === "for-each") {
    for (const inner of state.records.values()) {
      if (inner.kind === "set" && inner.status === "done" && inner.key.startsWith(`${record.key}[`)) {
        Object.assign(state.vars, inner.output as object);
      }
    }
  }
  remember(state, frame, step, record.output);
  frame.next = step.next;
  if (step.kind === "branch") frame.next = (record.output as { next: StepId | null }).next;
  if (step.kind === "approval" && (record.output as { approved: boolean }).approved === false) {
    frame.next = step.with.ifRejected;
  }
}

/** A failed step ends the run or is gone past, as its `onError` says. */
export function passFailed(state: RunState, frame: Frame, step: Step, record: StepRecord): Decision | null {
  const error = record.error ?? { code: "failed", message: "the step failed" };
  if (step.onError.do === "stop") return { kind: "failed", error: { ...error, step: record.key } };
  state.errors[step.id] = error as unknown as Value;
  remember(state, frame, step, null);
  frame.next = step.onError.do === "branch" ? step.onError.next : step.next;
  return null;
}

function remember(state: RunState, frame: Frame, step: Step, output: Value): void {
  if (frame.loop) {
    frame.loop.last = output;
    frame.loop.touched.add(step.id);
    for (const outer of state.frames) outer.loop?.touched.add(step.id);
  } else state.last = output;
}
