import type { Step } from "../definition.ts";
import type { Budget } from "../expressions/budget.ts";
import type { Value } from "../parts.ts";
import type { RunError } from "./records.ts";

export interface StepContext {
  /** Epoch ms. */
  now: number;
  budget: Budget;
}

/** An outside effect to be performed once its claim is stored. */
export interface Effect {
  key: string;
  step: Step;
  /** The step's settings with every expression filled in. */
  input: Record<string, Value>;
  attempt: number;
  /** `Idempotency-Key` of the call: the same for each attempt. */
  idempotencyKey: string;
}

export interface Wait {
  kind: "wait";
  for: "time" | "retry" | "approval" | "run" | "file";
  key: string;
  /** Epoch ms; null: nothing but the answer ends it. */
  until: number | null;
}

/** What one step says by itself, without the run's limit. */
export type StepDecision = Exclude<Decision, { kind: "wait" }> | Wait;

export type Decision =
  | { kind: "effect"; effect: Effect }
  /** `until`: when it is to be looked at again at the latest, never later than the run's own limit; epoch ms. */
  | (Wait & { until: number })
  /** The budget of this delivery is used up; the run goes on in another. */
  | { kind: "pause" }
  | { kind: "done"; output: Value }
  | { kind: "failed"; error: RunError }
  /** A call went out and nobody knows how it ended. */
  | { kind: "unknown"; key: string; error: RunError };
