import { expect, it } from "vitest";
import { WorkflowDefinition } from "../definition.ts";
import { type DryRun, dryRun, type Sample } from "./dry-run.ts";

const NOW = Date.parse("2026-11-30T09:30:00Z");

function tried(steps: object[], sample: Partial<Sample> = {}, isOver?: () => boolean): Promise<DryRun> {
  const definition = WorkflowDefinition.parse({ version: 1, trigger: { kind: "manual" }, steps });
  const whole = { trigger: { kind: "manual" }, input: {}, outputs: {}, ...sample };
  return dryRun(definition, whole, { now: NOW, ...(isOver ? { isOver } : {}) });
}

const SEND = {
  id: "send",
  kind: "http",
  with: {
    method: "POST",
    url: "https://books.example.com/{{ input.month }}",
    body: { sum: "{{ vars.sum }}" },
  },
};

it("fills in what each step would send, and answers calls with an example", async () => {
  const { steps, end } = await tried(
    [{ id: "add", kind: "set", with: { values: { sum: "{{ $sum(input.amounts) }}" } }, next: "send" }, SEND],
    { input: { month: "2026-11", amounts: [1, 2, 3] } },
  );
  expect(steps.map(({ stepId, source }) => [stepId, source])).toEqual([
    ["add", "computed"],
    ["send", "example"],
  ]);
  expect(steps[1]?.input).toMatchObject({
    url: "https://books.example.com/2026-11",
    body: { sum: 6 },
  });
  expect(end).toMatchObject({ kind: "done", output: { status: 200 } });
});

it("goes the way that a recorded answer leads", async () => {
  const { steps } = await tried(
    [
      { id: "send", kind: "http", with: { url: "https://books.example.com/" }, next: "which" },
      {
        id: "which",
        kind: "branch",
        with: { cases: [{ when: "steps.send.body.ok", next: "good" }] },
        next: "bad",
      },
      { id: "good", kind: "notify", with: { title: "sent" } },
      { id: "bad", kind: "notify", with: { title: "not sent" } },
    ],
    { outputs: { send: { status: 200, headers: {}, body: { ok: true } } } },
  );
  expect(steps.map(({ stepId }) => stepId)).toEqual(["send", "which", "good"]);
  expect(steps[0]?.source).toBe("recorded");
});

it("waits for nothing and nobody: a year of delay and an approval take no time", async () => {
  const { steps, end } = await tried([
    { id: "rest", kind: "delay", with: { seconds: 2_000_000 }, next: "ask" },
    { id: "ask", kind: "approval", with: { message: "Go on?" }, next: "tell" },
    { id: "tell", kind: "notify", with: { title: "{{ steps.ask.approved }}" } },
  ]);
  expect(end.kind).toBe("done");
  expect(steps.map(({ stepId, source }) => [stepId, source])).toEqual([
    ["rest", "computed"],
    ["ask", "example"],
    ["tell", "example"],
  ]);
  expect(steps[2]?.input).toMatchObject({ title: true });
});

it("does every round of a loop", async () => {
  const { steps } = await tried([
    { id: "each", kind: "for-each", with: { items: "[1, 2]", body: "tell" } },
    { id: "tell", kind: "notify", with: { title: "number {{ item }}" } },
  ]);
  expect(steps.filter(({ stepId }) => stepId === "tell").map(({ input }) => input)).toMatchObject([
    { title: "number 1" },
    { title: "number 2" },
  ]);
});

it("names the step and the place that would fail", async () => {
  const { steps, end } = await tried([SEND]);
  expect(steps).toMatchObject([{ stepId: "send", status: "failed" }]);
  expect(end).toMatchObject({ kind: "failed", error: { step: "send", message: /month.*has no value/ } });
});

it("stops an expression that has no end, and a run that takes too long", async () => {
  const endless = {
    id: "spin",
    kind: "transform",
    with: { expression: "($f := function() { $f() }; $f())" },
  };
  expect((await tried([endless])).end).toMatchObject({ kind: "failed", error: { code: "too_much_work" } });
  const late = await tried([{ id: "one", kind: "transform", with: { expression: "1" } }], {}, () => true);
  expect(late).toEqual({ steps: [], end: { kind: "cut" } });
});
