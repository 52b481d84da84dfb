import { expect, test } from "vitest";
import { draftDiff } from "./draft-diff.ts";
import { addStep, emptyDraft } from "./draft-steps.ts";

test("names the places that differ, steps by their names", () => {
  const before = addStep(emptyDraft(), "http", -1).draft;
  const after = structuredClone(addStep(before, "notify", 0).draft);
  const [first] = after.steps;
  if (first) first.with.url = "https://example.com";

  expect(draftDiff(before, after).map(({ place }) => place)).toEqual([
    "steps.http.with.url",
    "steps.http.next",
    "steps.notify",
    "order",
  ]);
});

test("the same definition, or one that is only drawn otherwise, has no difference", () => {
  const draft = addStep(emptyDraft(), "http", -1).draft;
  const drawn = { ...draft, steps: draft.steps.map((step) => ({ ...step, position: { x: 1, y: 2 } })) };

  expect(draftDiff(draft, drawn)).toEqual([]);
});
