import type { Step } from "../definition.ts";
import { evaluateExpression } from "../expressions/expression.ts";
import { fillIn } from "../expressions/template.ts";
import { MAX_FILE_BYTES, type StepId, type Value } from "../parts.ts";
import type { StepContext, StepDecision } from "./decision.ts";
import { effectOf } from "./effect-of.ts";
import { enter } from "./loops.ts";
import { type Frame, type RunState, scopeOf } from "./run-state.ts";
import { StepError } from "./step-error.ts";
import { fresh, settle } from "./write-record.ts";

const MAX_INPUT_LENGTH = 262_144;

/** Starts a step that has no record. Gives a decision, or null when it was computed and the run goes on. */
export async function begin(
  state: RunState,
  frame: Frame,
  step: Step,
  key: string,
  context: StepContext,
): Promise<StepDecision | null> {
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
    case "file":
      if (step.with.do === "take") return waitForFile(state, step, key, now);
      break;
    default:
  }
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

/** The watcher that saw the file hands it over; the step ends when it came. */
function waitForFile(state: RunState, step: Step & { kind: "file" }, key: string, now: number): null {
  const { kind, path, files } = state.facts.trigger as { kind: string; path?: string; files?: number };
  if (kind !== "file" || path === undefined)
    throw new StepError("no_file", "this run was not started by a file");
  if ((files ?? 1) > 1) {
    throw new StepError(
      "no_file",
      `${files} files changed at once and were told as one: none of them can be taken`,
    );
  }
  settle(state, fresh(state, step, key, now), {
    status: "waiting",
    input: { path, maxBytes: MAX_FILE_BYTES },
    dueAt: now + step.with.expiresSeconds * 1000,
  });
  return null;
}

function isTrue(value: unknown): boolean {
  return Array.isArray(value) ? value.some(isTrue) : Boolean(value);
}
