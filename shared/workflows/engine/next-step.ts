import type { Step } from "../definition.ts";
import { type Budget, EXPRESSION_UNITS } from "../expressions/budget.ts";
import { ExpressionError, evaluateExpression } from "../expressions/expression.ts";
import { fillIn, TemplateError } from "../expressions/template.ts";
import type { StepId, Value } from "../parts.ts";
import { stepKind } from "../step-kinds.ts";
import type { RunError, StepRecord } from "./records.ts";
import { isRepeatable } from "./repeatable.ts";
import { type Frame, type RunState, scopeOf } from "./run-state.ts";

/** Loops in loops multiply; so many records are the most of one run. */
export const MAX_RECORDS = 10_000;
const MAX_RESULT_LENGTH = 1_048_576;
const MAX_INPUT_LENGTH = 262_144;

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

export type Decision =
  | { kind: "effect"; effect: Effect }
  /** `until` null: nothing but the answer ends it. */
  | { kind: "wait"; for: "time" | "retry" | "approval" | "run"; key: string; until: number | null }
  /** The budget of this delivery is used up; the run goes on in another. */
  | { kind: "pause" }
  | { kind: "done"; output: Value }
  | { kind: "failed"; error: RunError }
  /** A call went out and nobody knows how it ended. */
  | { kind: "unknown"; key: string; error: RunError };

/**
 * What a run does next: computes what is pure, up to the first effect, wait or end. Pure but for the consumed `state`:
 * the same records, time and budget give the same decision. Cost: linear in the steps passed.
 */
export async function nextStep(state: RunState, context: StepContext): Promise<Decision> {
  for (;;) {
    const frame = state.frames.at(-1);
    if (!frame) return { kind: "done", output: state.last };
    if (context.now - state.facts.startedAt > state.definition.limits.runSeconds * 1000) {
      const message = `the run took longer than ${state.definition.limits.runSeconds} s`;
      return { kind: "failed", error: { code: "run_timeout", message } };
    }
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

class StepError extends Error {
  readonly code: string;
  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

/** Starts a step that has no record. Gives a decision, or null when it was computed and the run goes on. */
async function begin(
  state: RunState,
  frame: Frame,
  step: Step,
  key: string,
  context: StepContext,
): Promise<Decision | null> {
  const { now } = context;
  const options = { now, budget: context.budget };
  const scope = scopeOf(state);
  switch (step.kind) {
    case "set": {
      const output = await fillIn(step.with.values, scope, { ...options, place: "values" });
      settle(state, fresh(state, step, key, now), { status: "done", output, finishedAt: now });
      return null;
    }
    case "transform": {
      const output = ((await evaluateExpression(step.with.expression, scope, options)) ?? null) as Value;
      settle(state, fresh(state, step, key, now), { status: "done", output, finishedAt: now });
      return null;
    }
    case "branch": {
      let taken: { way: number | null; next: StepId | null } = { way: null, next: step.next };
      for (const [index, way] of step.with.cases.entries()) {
        if (!isTrue(await evaluateExpression(way.when, scope, options))) continue;
        taken = { way: index, next: way.next };
        break;
      }
      settle(state, fresh(state, step, key, now), { status: "done", output: taken, finishedAt: now });
      return null;
    }
    case "for-each": {
      const found = ((await evaluateExpression(step.with.items, scope, options)) ?? []) as Value;
      const items = Array.isArray(found) ? found : [found];
      if (items.length > step.with.maxItems) {
        throw new StepError(
          "too_many_items",
          `the list has ${items.length} entries, at most ${step.with.maxItems} are allowed`,
        );
      }
      const record = fresh(state, step, key, now);
      settle(state, record, { status: "running", input: { items } });
      enter(state, frame, step, record);
      return null;
    }
    case "delay": {
      const until =
        step.with.until === null
          ? null
          : await fillIn(step.with.until, scope, { ...options, place: "until" });
      const dueAt = until === null ? now + (step.with.seconds ?? 0) * 1000 : Date.parse(String(until));
      if (!Number.isFinite(dueAt))
        throw new StepError(
          "not_a_time",
          `until: "${String(until)}" is not a time, such as 2026-12-01T09:00:00+01:00`,
        );
      settle(state, fresh(state, step, key, now), { status: "waiting", dueAt });
      return null;
    }
    case "approval": {
      const message = await fillIn(step.with.message, scope, { ...options, place: "message" });
      const dueAt = now + step.with.expiresSeconds * 1000;
      settle(state, fresh(state, step, key, now), { status: "waiting", input: { message }, dueAt });
      return null;
    }
    default: {
      const input = await fillIn(step.with as Value, scope, { ...options, place: "with" });
      if (JSON.stringify(input).length > MAX_INPUT_LENGTH) {
        throw new StepError(
          "too_large",
          "the settings of a step may have at most 256 KiB once they are filled in",
        );
      }
      const record = fresh(state, step, key, now);
      settle(state, record, { status: "running", input });
      return effectOf(state, step, record);
    }
  }
}

/** Goes on with a step that waits, is to be repeated, or was left by a worker that died. */
async function takeUp(
  state: RunState,
  step: Step,
  record: StepRecord,
  { now }: StepContext,
): Promise<Decision | null> {
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
        for: step.kind === "approval" ? "approval" : "time",
        key: record.key,
        until: record.dueAt,
      };
    }
    if (step.kind === "approval") throw new StepError("expired", "nobody answered in time");
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
function recover(state: RunState, step: Step, record: StepRecord, now: number): Decision | null {
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

function effectOf(state: RunState, step: Step, record: StepRecord): Decision {
  const { id, repeats } = state.facts;
  const idempotencyKey = repeats > 0 ? `${id}/${record.key}/${repeats}` : `${id}/${record.key}`;
  const input = record.input as Record<string, Value>;
  return {
    kind: "effect",
    effect: { key: record.key, step, input, attempt: record.attempt, idempotencyKey },
  };
}

function enter(
  state: RunState,
  frame: Frame,
  step: Extract<Step, { kind: "for-each" }>,
  record: StepRecord,
): void {
  const { items } = record.input as { items: Value[] };
  frame.next = step.id;
  state.frames.push({
    prefix: `${record.key}[0].`,
    next: items.length > 0 ? step.with.body : null,
    loop: { key: record.key, step, items, index: 0, results: [], last: null, touched: new Set() },
  });
}

/** A way has come to its end: the next round of the loop, what follows the loop, or the end of the run. */
function endRound(state: RunState, frame: Frame, { now }: StepContext): void {
  const { loop } = frame;
  if (!loop) {
    state.frames.pop();
    return;
  }
  for (const id of loop.touched) {
    delete state.outputs[id];
    delete state.errors[id];
  }
  loop.touched.clear();
  if (loop.index < loop.items.length) loop.results.push(loop.last);
  loop.last = null;
  loop.index++;
  if (loop.index < loop.items.length && loop.step.with.body !== null) {
    frame.prefix = `${loop.key}[${loop.index}].`;
    frame.next = loop.step.with.body;
    return;
  }
  state.frames.pop();
  const record = state.records.get(loop.key);
  if (!record) return;
  const isSmall = JSON.stringify(loop.results).length <= MAX_RESULT_LENGTH;
  const output: Value = isSmall ? loop.results : { rounds: loop.results.length, tooLarge: true };
  settle(state, record, { status: "done", output, finishedAt: now });
}

function pass(state: RunState, frame: Frame, step: Step, record: StepRecord): void {
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

function passFailed(state: RunState, frame: Frame, step: Step, record: StepRecord): Decision | null {
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

function fresh(state: RunState, step: Step, key: string, now: number): StepRecord {
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

function isTrue(value: unknown): boolean {
  return Array.isArray(value) ? value.some(isTrue) : Boolean(value);
}
