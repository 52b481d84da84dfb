import { expect, test } from "vitest";
import type { Draft, DraftStep } from "../draft.ts";
import { START } from "../draft-ways.ts";
import { graphOf } from "./graph.ts";

const step = (id: string, kind: string, rest: object = {}): DraftStep => ({ id, kind, with: {}, ...rest });
const draftOf = (...steps: DraftStep[]): Draft => ({ version: 1, trigger: { kind: "manual" }, steps });
const led = (draft: Draft) => graphOf(draft).ways.map(({ from, target, label }) => [from, target, label]);

test("a draft without steps leads from its start to the end", () => {
  expect(led(draftOf())).toEqual([[START, "(end) (start) next", ""]]);
});

test("a round of a loop has an end of its own, and so has a loop within", () => {
  const draft = draftOf(
    step("orders", "for-each", { next: "tell", with: { body: "lines" } }),
    step("lines", "for-each", { with: { body: "send" } }),
    step("send", "http"),
    step("tell", "notify"),
  );

  expect(led(draft)).toEqual([
    [START, "orders", ""],
    ["orders", "lines", "each"],
    ["orders", "tell", "after the last"],
    ["lines", "send", "each"],
    ["lines", "(end) lines next", "after the last"],
    ["send", "(end) send next", ""],
    ["tell", "(end) tell next", ""],
  ]);
  const loops = graphOf(draft).nodes.map(({ id, loops }) => [id, loops.join("/")]);
  expect(loops.filter(([, within]) => within !== "")).toEqual([
    ["lines", "orders"],
    ["send", "orders/lines"],
    ["(end) lines next", "orders"],
    ["(end) send next", "orders/lines"],
  ]);
});

test("what nothing leads to is told apart, with all that only it leads to", () => {
  const draft = draftOf(step("a", "set"), step("b", "set", { next: "c" }), step("c", "set", { next: "a" }));

  const reached = graphOf(draft).nodes.map(({ id, isReached }) => [id, isReached]);

  expect(reached).toEqual([
    [START, true],
    ["a", true],
    ["b", false],
    ["c", false],
    ["(end) a next", true],
  ]);
});

test("ways in a circle, to nowhere, and an id given twice are drawn all the same", () => {
  const draft = draftOf(
    step("a", "set", { next: "b" }),
    step("b", "set", { next: "a", onError: { do: "branch", next: "gone" } }),
    step("b", "notify"),
  );

  expect(led(draft)).toEqual([
    [START, "a", ""],
    ["a", "b", ""],
    ["b", "a", ""],
    ["b", "(end) b onError.next", "if it fails"],
  ]);
});
