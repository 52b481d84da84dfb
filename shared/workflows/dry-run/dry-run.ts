import type { Step, WorkflowDefinition } from "../definition.ts";
import { applyResult } from "../engine/apply-result.ts";
import type { Decision } from "../engine/decision.ts";
import { nextStep } from "../engine/next-step.ts";
import type { RunError, StepRecord } from "../engine/records.ts";
import { openRun, type RunState } from "../engine/run-state.ts";
import { settle } from "../engine/write-record.ts";
import { DELIVERY_UNITS } from "../expressions/budget.ts";
import type { StepId, Value } from "../parts.ts";
import { sampleOutput } from "./sample-output.ts";

/** What a dry run takes for true. */
export interface Sample {
  trigger: Value;
  input: Value;
  /** What steps answered before, by their id; steps that are not named answer with an example of their kind. */
  outputs: Readonly<Record<StepId, Value>>;
}

export interface DryStep {
  key: string;
  stepId: StepId;
  kind: string;
  status: "done" | "failed";
  /** The settings with every expression filled in, where the step has an outside effect. */
  input: Value;
  output: Value;
  error: RunError | null;
  /** Where `output` comes from: `computed` inside, `recorded` in the sample, or an `example` of the kind. */
  source: "computed" | "recorded" | "example";
}

export interface DryRun {
  /** In the order in which they would be done. */
  steps: DryStep[];
  end:
    | { kind: "done"; output: Value }
    | { kind: "failed"; error: RunError }
    /** It is more work than one dry run does; `steps` is what came until then. */
    | { kind: "cut" };
}

/**
 * What a run of this definition would do, with the engine's own steps and nothing else: no call goes out, every effect
 * answers as the sample says, delays pass at once and approvals are given. `now` in epoch milliseconds; it ends as `cut`
 * once `isOver` says so or a delivery's work is used up. Cost: linear in the steps passed.
 */
export async function dryRun(
  definition: WorkflowDefinition,
  sample: Sample,
  { now, isOver = () => false }: { now: number; isOver?: () => boolean },
): Promise<DryRun> {
  const facts = {
    id: "dry-run",
    workflow: { id: "dry-run", name: "", version: 0 },
    startedAt: now,
    countsFrom: now,
    trigger: sample.trigger,
    input: sample.input,
    repeats: 0,
  };
  const unlimited = { ...definition, limits: { ...definition.limits, runSeconds: Number.MAX_SAFE_INTEGER } };
  const state = openRun(unlimited, facts, []);
  const assumed = new Map<string, DryStep["source"]>();
  const budget = { units: DELIVERY_UNITS, isOver };
  const assume = (step: Step, key: string): Value => {
    const isRecorded = Object.hasOwn(sample.outputs, step.id);
    assumed.set(key, isRecorded ? "recorded" : "example");
    return isRecorded ? (sample.outputs[step.id] ?? null) : sampleOutput(step);
  };
  for (let clock = now; ; ) {
    const decision = await nextStep(state, { now: clock, budget });
    if (decision.kind === "effect") {
      const { key, step } = decision.effect;
      const result = { ended: "done", output: assume(step, key) } as const;
      applyResult(state, key, result, { now: clock, random: 0, isRepeatable: true });
    } else if (decision.kind === "wait") {
      if (decision.for === "time" && decision.until !== null) clock = decision.until;
      else answerWait(state, decision, clock, assume);
    } else {
      const end = endOf(decision);
      if (end.kind === "failed") failLoops(state, end.error);
      return { steps: stepsOf(state, assumed), end };
    }
  }
}

/** What waits for somebody or something has what it waits for. */
function answerWait(
  state: RunState,
  { key }: Extract<Decision, { kind: "wait" }>,
  now: number,
  assume: (step: Step, key: string) => Value,
): void {
  const record = state.records.get(key);
  const step = record && state.steps.get(record.stepId);
  if (!step) throw new RangeError(`no step waits as "${key}"`);
  settle(state, record, { status: "done", output: assume(step, key), finishedAt: now, dueAt: null });
}

/** A loop that a round of it ended fails with that round: the engine leaves it under way, so that it can be resumed. */
function failLoops(state: RunState, error: RunError): void {
  for (const record of state.records.values()) {
    if (record.kind === "for-each" && record.status === "running") {
      settle(state, record, { status: "failed", error });
    }
  }
}

function stepsOf(state: RunState, assumed: ReadonlyMap<string, DryStep["source"]>): DryStep[] {
  return [...state.records.values()]
    .sort((left, right) => left.place - right.place)
    .flatMap((record) => (isEnded(record) ? [stepOf(record, assumed.get(record.key) ?? "computed")] : []));
}

type Ended = StepRecord & { status: "done" | "failed" };

function isEnded(record: StepRecord): record is Ended {
  return record.status === "done" || record.status === "failed";
}

function stepOf(
  { key, stepId, kind, status, input, output, error }: Ended,
  source: DryStep["source"],
): DryStep {
  return { key, stepId, kind, status, input, output, error, source };
}

function endOf(decision: Exclude<Decision, { kind: "effect" | "wait" }>): DryRun["end"] {
  if (decision.kind === "pause") return { kind: "cut" };
  if (decision.kind === "done") return { kind: "done", output: decision.output };
  return { kind: "failed", error: decision.error };
}
