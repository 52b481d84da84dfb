import type { Step } from "../definition.ts";
import type { Value } from "../parts.ts";
import type { StepDecision } from "./decision.ts";
import type { StepRecord } from "./records.ts";
import type { RunState } from "./run-state.ts";

/** The outside call of a step whose settings are filled in. */
export function effectOf(state: RunState, step: Step, record: StepRecord): StepDecision {
  const { id, repeats } = state.facts;
  const idempotencyKey = repeats > 0 ? `${id}/${record.key}/${repeats}` : `${id}/${record.key}`;
  const input = record.input as Record<string, Value>;
  return {
    kind: "effect",
    effect: { key: record.key, step, input, attempt: record.attempt, idempotencyKey },
  };
}
