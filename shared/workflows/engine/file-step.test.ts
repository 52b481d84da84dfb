import { expect, test } from "vitest";
import { WorkflowDefinition } from "../definition.ts";
import { DELIVERY_UNITS, unitsOnly } from "../expressions/budget.ts";
import type { Value } from "../parts.ts";
import { nextStep } from "./next-step.ts";
import { refuseStep } from "./refuse-step.ts";
import { openRun, type RunState, takeChanged } from "./run-state.ts";

const START = Date.UTC(2026, 11, 1, 9, 0);
const FILE = { kind: "file", path: "Downloads/orders.csv", files: 1 };

function aRun(trigger: Value): RunState {
  const definition = WorkflowDefinition.parse({
    version: 1,
    trigger: { kind: "file", match: "glob", pattern: "*.csv", ops: ["created"] },
    steps: [{ id: "take", kind: "file", with: { do: "take", expiresSeconds: 60 } }],
  });
  const facts = {
    id: "11111111-1111-4111-8111-111111111111",
    workflow: { id: "w", name: "Test", version: 1 },
    startedAt: START,
    countsFrom: START,
    trigger,
    input: {},
    repeats: 0,
  };
  return openRun(definition, facts, []);
}
const next = (state: RunState, now = START) => nextStep(state, { now, budget: unitsOnly(DELIVERY_UNITS) });

test("a run waits for the file that started it, and is told which and how large it may be", async () => {
  const state = aRun(FILE);

  expect(await next(state)).toEqual({ kind: "wait", for: "file", key: "take", until: START + 60_000 });
  expect(takeChanged(state)).toMatchObject([
    { status: "waiting", input: { path: "Downloads/orders.csv", maxBytes: 10_485_760 } },
  ]);
});

test("it fails when the file did not come in time", async () => {
  const state = aRun(FILE);
  await next(state);

  expect(await next(state, START + 60_000)).toMatchObject({
    kind: "failed",
    error: { code: "expired", step: "take" },
  });
});

test("it fails with the reason why the file will not come, and only while it waits for it", async () => {
  const state = aRun(FILE);
  await next(state);
  const error = { code: "no_consent", message: "Ana has to allow copies" };

  refuseStep(state, "take", error, START);

  expect(await next(state)).toEqual({ kind: "failed", error: { ...error, step: "take" } });
  expect(() => refuseStep(state, "take", error, START)).toThrow(RangeError);
});

test.each([
  ["by no file", { kind: "manual" }],
  ["by many that were told as one", { ...FILE, path: "Downloads/*.csv", files: 40 }],
])("it fails at once when it was started %s", async (_, trigger) => {
  expect(await next(aRun(trigger))).toMatchObject({ kind: "failed", error: { code: "no_file" } });
});
