import type { Step } from "../definition.ts";
import { stepKind } from "../step-kinds.ts";
import type { StepRecord } from "./records.ts";
import type { RunState } from "./run-state.ts";

/** The record of a step that begins now; `settle` stores it. */
export function fresh(state: RunState, step: Step, key: string, now: number): StepRecord {
  return {
    key,
    place: state.places++,
    stepId: step.id,
    kind: stepKind(step.kind).kind,
    status: "running",
    attempt: 1,
    input: null,
    output: null,
    error: null,
    log: [],
    startedAt: now,
    finishedAt: null,
    dueAt: null,
  };
}

/** Stores a change of a record. */
export function settle(state: RunState, record: StepRecord, change: Partial<StepRecord>): void {
  Object.assign(record, change);
  state.records.set(record.key, record);
  state.changed.add(record.key);
}
