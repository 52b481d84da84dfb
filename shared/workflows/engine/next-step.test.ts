import { assert, asyncProperty, constantFrom, integer, array as listOf } from "fast-check";
import { describe, expect, test } from "vitest";
import { WorkflowDefinition, type WorkflowDefinitionInput } from "../definition.ts";
import { DELIVERY_UNITS, unitsOnly } from "../expressions/budget.ts";
import { applyResult, type EffectResult } from "./apply-result.ts";
import type { Decision } from "./decision.ts";
import { nextStep } from "./next-step.ts";
import type { RunFacts, StepRecord } from "./records.ts";
import { openRun, type RunState, takeChanged } from "./run-state.ts";

const START = Date.UTC(2026, 10, 25, 9, 0);
const FACTS: RunFacts = {
  id: "11111111-1111-4111-8111-111111111111",
  workflow: { id: "w", name: "Test", version: 1 },
  startedAt: START,
  countsFrom: START,
  trigger: { kind: "manual" },
  input: { amount: 7, list: [1, 2, 3] },
  repeats: 0,
};

type Steps = WorkflowDefinitionInput["steps"];
const aDefinition = (steps: Steps) =>
  WorkflowDefinition.parse({ version: 1, trigger: { kind: "manual" }, steps });
const aRun = (steps: Steps, facts: Partial<RunFacts> = {}) =>
  openRun(aDefinition(steps), { ...FACTS, ...facts }, []);
const next = (state: RunState, now = START) => nextStep(state, { now, budget: unitsOnly(DELIVERY_UNITS) });
const call = (id: string, rest: Partial<Steps[number]> = {}): Steps[number] =>
  ({
    id,
    kind: "http",
    with: { method: "POST", url: "https://example.com/{{ input.amount }}" },
    ...rest,
  }) as Steps[number];
const answer = (state: RunState, decision: Decision, result: EffectResult, now = START) => {
  if (decision.kind !== "effect") throw new Error(`expected an effect, got ${JSON.stringify(decision)}`);
  applyResult(state, decision.effect.key, result, { now, random: 1, isRepeatable: false });
};
const OK: EffectResult = { ended: "done", output: { status: 200 } };
const keys = (state: RunState) => takeChanged(state).map(({ key, status }) => `${key} ${status}`);

describe("pure steps", () => {
  test("are computed together up to the first effect", async () => {
    const state = aRun([
      { id: "one", kind: "set", with: { values: { a: "{{ input.amount }}" } }, next: "two" },
      { id: "two", kind: "transform", with: { expression: "vars.a * 2" }, next: "send" },
      call("send"),
    ]);

    const decision = await next(state);

    expect(decision).toMatchObject({
      kind: "effect",
      effect: {
        key: "send",
        attempt: 1,
        input: { url: "https://example.com/7" },
        idempotencyKey: `${FACTS.id}/send`,
      },
    });
    expect(keys(state)).toEqual(["one done", "two done", "send running"]);
  });

  test.each([
    [7, "small"],
    [700, "big"],
  ])("a branch takes the first way that holds: %d", async (amount, expected) => {
    const state = aRun(
      [
        {
          id: "choose",
          kind: "branch",
          with: { cases: [{ when: "input.amount > 100", next: "big" }] },
          next: "small",
        },
        { id: "big", kind: "transform", with: { expression: "'big'" } },
        { id: "small", kind: "transform", with: { expression: "'small'" } },
      ],
      { input: { amount } },
    );

    expect(await next(state)).toEqual({ kind: "done", output: expected });
  });

  test("a loop gives what its rounds gave, and its variables stay", async () => {
    const state = aRun([
      { id: "each", kind: "for-each", with: { items: "input.list", body: "note" }, next: "end" },
      { id: "note", kind: "set", with: { values: { last: "{{ item }}" } }, next: "twice" },
      { id: "twice", kind: "transform", with: { expression: "item * 2 + index" } },
      { id: "end", kind: "transform", with: { expression: "{'all': steps.each, 'last': vars.last}" } },
    ]);

    expect(await next(state)).toEqual({ kind: "done", output: { all: [2, 5, 8], last: 3 } });
    expect(keys(state)).toContain("each[1].twice done");
  });

  test("a list that is too long is refused before its first round", async () => {
    const state = aRun([
      { id: "each", kind: "for-each", with: { items: "[1..10]", body: "send", maxItems: 5 } },
      call("send"),
    ]);

    expect(await next(state)).toMatchObject({
      kind: "failed",
      error: { code: "too_many_items", step: "each" },
    });
  });

  test("loops in loops end at ten thousand records", async () => {
    const state = aRun([
      { id: "a", kind: "for-each", with: { items: "[1..1000]", body: "b", maxItems: 1000 } },
      { id: "b", kind: "for-each", with: { items: "[1..1000]", body: "c", maxItems: 1000 } },
      { id: "c", kind: "set", with: { values: {} } },
    ]);

    expect(await nextStep(state, { now: START, budget: unitsOnly(1e9) })).toMatchObject({
      kind: "failed",
      error: { code: "too_many_steps" },
    });
  });

  test("a delivery whose work is used up pauses and goes on where it was", async () => {
    const steps: Steps = Array.from({ length: 20 }, (_, index) => ({
      id: `s${index}`,
      kind: "transform",
      with: { expression: "$sum($map([1..5000], function($i) { $i }))" },
      next: index < 19 ? `s${index + 1}` : null,
    }));
    const state = aRun(steps);
    let pauses = 0;
    const little = () => nextStep(state, { now: START, budget: unitsOnly(110_000) });
    let decision = await little();
    for (; decision.kind === "pause"; pauses++) decision = await little();

    expect(pauses).toBeGreaterThan(0);
    expect(decision).toEqual({ kind: "done", output: 12_502_500 });
  });
});

describe("what fails", () => {
  const broken: Steps[number] = {
    id: "broken",
    kind: "transform",
    with: { expression: "1 / 0" },
    next: "after",
  };

  test("stops the run and names the step", async () => {
    expect(await next(aRun([broken, call("after")]))).toMatchObject({
      kind: "failed",
      error: { code: "failed", step: "broken", message: expect.stringMatching(/divides by zero/) },
    });
  });

  test("or goes on, with the error at hand", async () => {
    const state = aRun([
      { ...broken, onError: { do: "go-on" } },
      { id: "after", kind: "transform", with: { expression: "errors.broken.code" } },
    ]);

    expect(await next(state)).toEqual({ kind: "done", output: "failed" });
  });

  test("or takes another way", async () => {
    const state = aRun([
      { ...broken, onError: { do: "branch", next: "other" } },
      call("after"),
      { id: "other", kind: "transform", with: { expression: "'other'" } },
    ]);

    expect(await next(state)).toEqual({ kind: "done", output: "other" });
  });

  test("a template without a value fails its step with the place", async () => {
    const state = aRun([
      call("send", {
        with: { method: "POST", url: "https://example.com", body: { to: "{{ input.mail }}" } },
      } as never),
    ]);

    expect(await next(state)).toMatchObject({
      kind: "failed",
      error: { code: "missing_value", message: "with.body.to: {{ input.mail }} has no value" },
    });
  });

  test("a run that takes too long is ended", async () => {
    expect(await next(aRun([call("send")]), START + 2_592_001_000)).toMatchObject({
      kind: "failed",
      error: { code: "run_timeout" },
    });
  });
});

describe("effects", () => {
  const FAILED: EffectResult = {
    ended: "failed",
    isRetryable: true,
    error: { code: "http_status", message: "503", status: 503 },
  };

  test("that fail are tried again after 5, 10, 20 s and then fail", async () => {
    const state = aRun([call("send", { retry: { tries: 3 } })]);
    const waits: number[] = [];
    let now = START;
    let decision = await next(state, now);
    for (;;) {
      answer(state, decision, FAILED, now);
      decision = await next(state, now);
      if (decision.kind !== "wait" || decision.until === null) break;
      waits.push(decision.until - now);
      now = decision.until;
      decision = await next(state, now);
    }

    expect(waits).toEqual([5000, 10_000, 20_000]);
    expect(decision).toMatchObject({ kind: "failed", error: { status: 503, step: "send" } });
    expect(state.records.get("send")).toMatchObject({ attempt: 4, log: { length: 4 } });
  });

  test("wait as long as the receiver asks", async () => {
    const state = aRun([call("send")]);
    answer(state, await next(state), { ...FAILED, retryAfterSeconds: 77 } as EffectResult);

    expect(await next(state)).toMatchObject({ kind: "wait", for: "retry", until: START + 77_000 });
  });

  test("that cannot succeed later fail at once", async () => {
    const state = aRun([call("send")]);
    answer(state, await next(state), { ...FAILED, isRetryable: false } as EffectResult);

    expect((await next(state)).kind).toBe("failed");
  });

  test("keep their key when they are repeated, and get another when somebody has them done anew", async () => {
    const state = aRun([call("send")], { repeats: 2 });

    expect(await next(state)).toMatchObject({ effect: { idempotencyKey: `${FACTS.id}/send/2` } });
  });

  const left = async (steps: Steps) => {
    const first = aRun(steps);
    await next(first);
    return openRun(first.definition, FACTS, takeChanged(first));
  };

  test("whose worker died are unknown and not repeated", async () => {
    const state = await left([call("send")]);

    expect(await next(state)).toMatchObject({ kind: "unknown", key: "send" });
    expect(await next(state)).toMatchObject({ kind: "unknown", key: "send" });
  });

  test("that may be done twice are repeated once, then given up", async () => {
    const state = await left([call("send", { repeatable: true })]);

    expect(await next(state)).toMatchObject({ kind: "effect", effect: { attempt: 2 } });
    const again = openRun(state.definition, FACTS, [...state.records.values()]);
    expect(await next(again)).toMatchObject({ kind: "failed", error: { code: "exceeded_limits" } });
  });
});

describe("waiting", () => {
  test("for a time, and past it", async () => {
    const state = aRun([{ id: "rest", kind: "delay", with: { seconds: 60 } }]);

    expect(await next(state)).toEqual({ kind: "wait", for: "time", key: "rest", until: START + 60_000 });
    expect((await next(state, START + 60_000)).kind).toBe("done");
  });

  test("for a person, until it expires", async () => {
    const state = aRun([
      { id: "ask", kind: "approval", with: { message: "Pay {{ input.amount }}?", expiresSeconds: 60 } },
    ]);

    expect(await next(state)).toMatchObject({ kind: "wait", for: "approval" });
    expect(state.records.get("ask")?.input).toEqual({ message: "Pay 7?" });
    expect(await next(state, START + 60_000)).toMatchObject({ kind: "failed", error: { code: "expired" } });
  });

  test.each([
    [true, "paid"],
    [false, "told"],
  ])("approved %s leads to its way", async (approved, expected) => {
    const state = aRun([
      { id: "ask", kind: "approval", with: { message: "Pay?", ifRejected: "told" }, next: "paid" },
      { id: "paid", kind: "transform", with: { expression: "'paid'" } },
      { id: "told", kind: "transform", with: { expression: "'told'" } },
    ]);
    await next(state);
    const records = takeChanged(state).map((record) => ({
      ...record,
      status: "done" as const,
      output: { approved },
    }));

    expect(await next(openRun(state.definition, FACTS, records))).toEqual({ kind: "done", output: expected });
  });
});

test("a run cut off after any record and opened again does the same effects, each once", async () => {
  const steps: Steps = [
    { id: "first", kind: "set", with: { values: { total: 0 } }, next: "each" },
    { id: "each", kind: "for-each", with: { items: "input.list", body: "add" }, next: "last" },
    { id: "add", kind: "set", with: { values: { total: "{{ vars.total + item }}" } }, next: "send" },
    call("send"),
    call("last", { with: { method: "POST", url: "https://example.com", body: "{{ vars.total }}" } } as never),
  ];
  await assert(
    asyncProperty(
      listOf(integer({ min: 0, max: 9 }), { maxLength: 5 }),
      listOf(constantFrom(true, false)),
      async (list, cuts) => {
        const facts = { ...FACTS, input: { amount: 1, list } };
        const stored = new Map<string, StepRecord>();
        const done: string[] = [];
        let state = openRun(aDefinition(steps), facts, []);
        const store = () => {
          for (const record of takeChanged(state)) stored.set(record.key, structuredClone(record));
        };
        for (let turn = 0; ; turn++) {
          const decision = await next(state);
          store();
          if (decision.kind !== "effect") {
            expect(decision.kind).toBe("done");
            break;
          }
          done.push(`${decision.effect.key} ${JSON.stringify(decision.effect.input.body)}`);
          applyResult(state, decision.effect.key, OK, { now: START, random: 0, isRepeatable: false });
          store();
          if (cuts[turn]) state = openRun(aDefinition(steps), facts, [...stored.values()]);
        }
        const total = list.reduce((sum, value) => sum + value, 0);
        expect(done).toEqual([...list.map((_, index) => `each[${index}].send null`), `last ${total}`]);
      },
    ),
    { numRuns: 60 },
  );
});
