import { expect, test } from "vitest";
import { WorkflowDefinition, type WorkflowDefinitionInput } from "../definition.ts";
import { DELIVERY_UNITS, unitsOnly } from "../expressions/budget.ts";
import { applyResult } from "./apply-result.ts";
import { nextStep } from "./next-step.ts";
import { openRun, type RunState, takeChanged } from "./run-state.ts";

const START = Date.UTC(2026, 10, 25, 9, 0);
const FACTS = {
  id: "11111111-1111-4111-8111-111111111111",
  workflow: { id: "w", name: "Test", version: 1 },
  startedAt: START,
  countsFrom: START,
  trigger: { kind: "manual" },
  input: {},
  repeats: 0,
};
const aDefinition = (step: WorkflowDefinitionInput["steps"][number]) =>
  WorkflowDefinition.parse({
    version: 1,
    trigger: { kind: "manual" },
    steps: [step],
    limits: { runSeconds: 120 },
  });
const aRun = (step: WorkflowDefinitionInput["steps"][number]) => openRun(aDefinition(step), FACTS, []);
const next = (state: RunState, now = START) => nextStep(state, { now, budget: unitsOnly(DELIVERY_UNITS) });
const keys = (state: RunState) => takeChanged(state).map(({ key, status }) => `${key} ${status}`);
const END = START + 120_000;

test("waiting ends with the run's own limit, which a resumption begins anew", async () => {
  const state = aRun({ id: "ask", kind: "approval", with: { message: "Pay?", expiresSeconds: 600 } });

  expect(await next(state)).toMatchObject({ kind: "wait", for: "approval", until: END });
  const records = structuredClone(takeChanged(state));
  const resumed = openRun(state.definition, { ...FACTS, countsFrom: START + 30_000 }, records);
  expect(await next(state, END)).toMatchObject({ kind: "failed", error: { code: "run_timeout" } });
  expect(keys(state)).toEqual(["ask cancelled"]);
  expect(await next(resumed, END)).toMatchObject({ kind: "wait", until: END + 30_000 });
});

test("what is due before the limit is waited for until then", async () => {
  const state = aRun({ id: "ask", kind: "approval", with: { message: "Pay?", expiresSeconds: 60 } });

  expect(await next(state)).toMatchObject({ until: START + 60_000 });
  expect(await next(state, START + 60_000)).toMatchObject({ kind: "failed", error: { code: "expired" } });
});

test("a called run is waited for until the limit", async () => {
  const workflowId = "22222222-2222-4222-8222-222222222222";
  const state = aRun({ id: "call", kind: "call-workflow", with: { workflowId } });
  await next(state);
  applyResult(state, "call", { ended: "waits" }, { now: START, random: 1, isRepeatable: true });

  expect(await next(state)).toMatchObject({ kind: "wait", for: "run", until: END });
});

test("a call that was under way as the limit came has an unknown end", async () => {
  const state = aRun({ id: "send", kind: "http", with: { method: "POST", url: "https://example.com" } });
  await next(state);
  takeChanged(state);

  expect(await next(state, END)).toMatchObject({ error: { code: "run_timeout" } });
  expect(keys(state)).toEqual(["send unknown"]);
});
