import { expect, test } from "vitest";
import type { Draft, DraftStep } from "../draft.ts";
import { START } from "../draft-ways.ts";
import { refusal, refusals } from "./refusals.ts";

const step = (id: string, kind: string, rest: object = {}): DraftStep => ({ id, kind, with: {}, ...rest });
const draftOf = (...steps: DraftStep[]): Draft => ({ version: 1, trigger: { kind: "manual" }, steps });

const LOOP = draftOf(
  step("orders", "for-each", { next: "tell", with: { body: "send" } }),
  step("send", "http", { next: "note" }),
  step("note", "set"),
  step("tell", "notify"),
);

test("a way back is refused with the step that it leads back to", () => {
  expect(refusal(LOOP, { from: "note", place: "next" }, "send")).toMatch(/leads back to "/);
  expect(refusal(LOOP, { from: "note", place: "next" }, "note")).toMatch(/cannot lead to itself/);
});

test("a way across the border of a loop is refused, out of it and into it", () => {
  expect(refusal(LOOP, { from: "note", place: "next" }, "tell")).toMatch(
    /from within a loop and from outside/,
  );
  expect(refusal(LOOP, { from: "orders", place: "next" }, "note")).toMatch(
    /from within a loop and from outside/,
  );
});

test("what may be, may be: past a step, to the end, for an error, from the start", () => {
  expect(refusal(LOOP, { from: "orders", place: "with.body" }, "note")).toBeNull();
  expect(refusal(LOOP, { from: "send", place: "next" }, null)).toBeNull();
  expect(refusal(LOOP, { from: "send", place: "onError.next" }, "note")).toBeNull();
  expect(refusal(LOOP, { from: START, place: "next" }, "tell")).toBeNull();
});

test("a fault that is there already refuses nothing else", () => {
  const circle = draftOf(
    step("a", "set", { next: "b" }),
    step("b", "set", { next: "a" }),
    step("c", "set"),
    step("d", "set"),
  );

  expect(refusals(circle, { from: "c", place: "next" }).get("d")).toBeNull();
});
