import { expect, test } from "vitest";
import { addStep, emptyDraft, removeStep, renameStep, withDefaults } from "./draft-steps.ts";

function threeSteps() {
  const one = addStep(emptyDraft(), "http", -1).draft;
  const two = addStep(one, "notify", 0).draft;
  return addStep(two, "http", 1).draft;
}

test("a step is added on the way of the one before it, under a name of its own", () => {
  const draft = threeSteps();
  const between = addStep(draft, "delay", 0).draft;

  expect(draft.steps.map(({ id, next }) => [id, next])).toEqual([
    ["http", "notify"],
    ["notify", "http_2"],
    ["http_2", null],
  ]);
  expect(between.steps.slice(0, 2).map(({ id, next }) => [id, next])).toEqual([
    ["http", "delay"],
    ["delay", "notify"],
  ]);
});

test("what led to a removed step leads on", () => {
  expect(removeStep(threeSteps(), "notify").steps.map(({ id, next }) => [id, next])).toEqual([
    ["http", "http_2"],
    ["http_2", null],
  ]);
});

test("without its first step, a draft begins with what came after it", () => {
  const draft = threeSteps();
  const [first] = draft.steps;
  if (!first) throw new Error("no steps");
  first.next = "http_2";

  expect(removeStep(draft, "http").steps.map(({ id }) => id)).toEqual(["http_2", "notify"]);
});

test("a new name is followed by ways and by what reads the output, and by nothing that only looks like it", () => {
  const draft = threeSteps();
  const [first, second] = draft.steps;
  if (!first || !second) throw new Error("no steps");
  second.with = { title: "{{ steps.http.status }} and {{ steps.http_2.status }}" };
  first.onError = { do: "branch", next: "http_2" };

  const renamed = renameStep(renameStep(draft, "http", "fetch"), "http_2", "send");

  expect(renamed.steps.map(({ id, next }) => [id, next])).toEqual([
    ["fetch", "notify"],
    ["notify", "send"],
    ["send", null],
  ]);
  expect(renamed.steps[1]?.with.title).toBe("{{ steps.fetch.status }} and {{ steps.send.status }}");
  expect(renamed.steps[0]?.onError).toEqual({ do: "branch", next: "send" });
});

test("a setting that was left out is shown as a new step has it", () => {
  const step = withDefaults({ id: "read", kind: "file", with: { do: "read" } });

  expect(step.with).toMatchObject({ do: "read", hasHeader: true, format: "by-name" });
});

test("a message that was made before there was a choice goes to members", () => {
  const step = withDefaults({ id: "tell", kind: "notify", with: { to: "members", title: "Done" } });

  expect(step.with).toMatchObject({ by: "floyo", to: "members" });
});
