import { EXPRESSION_UNITS } from "../expressions/budget.ts";
import { ExpressionError } from "../expressions/expression.ts";
import { TemplateError } from "../expressions/template.ts";
import { begin } from "./begin-step.ts";
import type { Decision, StepContext } from "./decision.ts";
import { endRound } from "./loops.ts";
import { pass, passFailed } from "./pass-step.ts";
import type { RunError } from "./records.ts";
import type { RunState } from "./run-state.ts";
import { StepError } from "./step-error.ts";
import { takeUp } from "./take-up-step.ts";
import { timeOut } from "./time-out.ts";
import { fresh, settle } from "./write-record.ts";

/** Loops in loops multiply; so many records are the most of one run. */
export const MAX_RECORDS = 10_000;

/**
 * What a run does next: computes what is pure, up to the first effect, wait or end. Pure but for the consumed `state`:
 * the same records, time and budget give the same decision. Cost: linear in the steps passed.
 */
export async function nextStep(state: RunState, context: StepContext): Promise<Decision> {
  const endsAt = state.facts.countsFrom + state.definition.limits.runSeconds * 1000;
  for (;;) {
    const frame = state.frames.at(-1);
    if (!frame) return { kind: "done", output: state.last };
    if (context.now >= endsAt) return timeOut(state, context.now);
    if (frame.next === null) {
      endRound(state, frame, context);
      continue;
    }
    const step = state.steps.get(frame.next);
    if (!step) {
      const message = `no step is called "${frame.next}"`;
      return {
        kind: "failed",
        error: { code: "invalid_definition", message, step: frame.prefix + frame.next },
      };
    }
    const key = frame.prefix + step.id;
    const known = state.records.get(key);
    if (known?.status === "done") {
      pass(state, frame, step, known);
      continue;
    }
    if (known?.status === "failed") {
      const failed = passFailed(state, frame, step, known);
      if (failed) return failed;
      continue;
    }
    if (!known && state.records.size >= MAX_RECORDS) {
      const message = `a run records at most ${MAX_RECORDS} steps`;
      return { kind: "failed", error: { code: "too_many_steps", message, step: key } };
    }
    if (known === undefined && (context.budget.units < EXPRESSION_UNITS || context.budget.isOver())) {
      return { kind: "pause" };
    }
    try {
      const decision = known
        ? await takeUp(state, step, known, context)
        : await begin(state, frame, step, key, context);
      if (decision?.kind === "wait")
        return { ...decision, until: Math.min(decision.until ?? endsAt, endsAt) };
      if (decision) return decision;
    } catch (cause) {
      const failed = known ?? fresh(state, step, key, context.now);
      settle(state, failed, { status: "failed", error: reasonOf(cause), finishedAt: context.now });
    }
  }
}

function reasonOf(cause: unknown): RunError {
  if (cause instanceof TemplateError || cause instanceof ExpressionError || cause instanceof StepError) {
    return { code: cause.code, message: cause.message };
  }
  throw cause;
}
