import { expect, test } from "vitest";
import type { Draft, DraftStep } from "./draft.ts";
import { addStepOnWay, leadTo, START, waysOf } from "./draft-ways.ts";

const step = (id: string, kind: string, rest: object = {}): DraftStep => ({ id, kind, with: {}, ...rest });
const draftOf = (...steps: DraftStep[]): Draft => ({ version: 1, trigger: { kind: "manual" }, steps });
const said = (one: DraftStep) => waysOf(one).map(({ place, to, label }) => [place, to, label]);

const CHOICE = step("size", "branch", {
  next: "small",
  with: {
    cases: [
      { name: "Large", when: "input.n > 9", next: "ask" },
      { when: "input.n > 5", next: null },
    ],
  },
});

test("each way out of a step says when it is taken, and the error's only if there is one", () => {
  expect(said(CHOICE)).toEqual([
    ["with.cases.0.next", "ask", "Large"],
    ["with.cases.1.next", null, "input.n > 5"],
    ["next", "small", "otherwise"],
  ]);
  expect(said(step("call", "http", { onError: { do: "branch", next: "tell" } }))).toEqual([
    ["next", null, ""],
    ["onError.next", "tell", "if it fails"],
  ]);
  expect(said(step("loop", "for-each"))).toEqual([
    ["with.body", null, "each"],
    ["next", null, "after the last"],
  ]);
});

test("a kind that this page does not know leads on, no more", () => {
  expect(said(step("cup", "coffee", { next: "drink" }))).toEqual([["next", "drink", ""]]);
});

test("one way is led elsewhere, and nothing else changes", () => {
  const draft = draftOf(CHOICE, step("ask", "approval"), step("small", "notify"));

  const led = leadTo(draft, { from: "size", place: "with.cases.1.next" }, "small");

  expect(led.steps[0]?.with.cases).toEqual([
    { name: "Large", when: "input.n > 9", next: "ask" },
    { when: "input.n > 5", next: "small" },
  ]);
  expect(led.steps.slice(1)).toEqual(draft.steps.slice(1));
});

test("an error's way to the end is none: the run stops there", () => {
  const draft = draftOf(
    step("call", "http", { onError: { do: "branch", next: "tell" } }),
    step("tell", "notify"),
  );
  const way = { from: "call", place: "onError.next" };

  expect(leadTo(draft, way, null).steps[0]?.onError).toEqual({ do: "stop" });
  expect(leadTo(leadTo(draft, way, null), way, "tell")).toEqual(draft);
});

test("the start leads to a step by making it the first", () => {
  const draft = draftOf(step("a", "set"), step("b", "set"), step("c", "set"));

  const ids = leadTo(draft, { from: START, place: "next" }, "c").steps.map(({ id }) => id);

  expect(ids).toEqual(["c", "a", "b"]);
});

test("a step put on a way leads on to where the way led", () => {
  const draft = draftOf(CHOICE, step("ask", "approval"), step("small", "notify"));

  const onCase = addStepOnWay(draft, "delay", { from: "size", place: "with.cases.0.next" });
  const onEnd = addStepOnWay(draft, "http", { from: "ask", place: "with.ifRejected" });
  const first = addStepOnWay(draft, "set", { from: START, place: "next" });

  expect(onCase.draft.steps.map(({ id, next }) => [id, next])).toEqual([
    ["size", "small"],
    ["delay", "ask"],
    ["ask", undefined],
    ["small", undefined],
  ]);
  expect(waysOf(onCase.draft.steps[0] as DraftStep)[0]?.to).toBe("delay");
  expect(onEnd.draft.steps.at(-1)).toMatchObject({ id: "http", next: null });
  expect(onEnd.draft.steps[1]?.with.ifRejected).toBe("http");
  expect(first.draft.steps[0]).toMatchObject({ id: "set", next: "size" });
});
