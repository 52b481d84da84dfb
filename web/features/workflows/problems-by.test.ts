import { expect, test } from "vitest";
import { countByStep, problemsBy } from "./problems-by.ts";

const PROBLEMS = [
  { place: "trigger.cron", message: "never comes" },
  { place: "steps.1.with.url", message: "an address" },
  { place: "steps.1", message: "nothing leads to it" },
  { place: "steps.12.next", message: "no such step" },
  { place: "onFailure.workflowId", message: "another one" },
];

test("each problem stands under its part, by the place within it", () => {
  const problems = problemsBy(PROBLEMS);

  expect([...problems.of("steps.1")]).toEqual([["with.url", "an address"]]);
  expect([...problems.of("trigger")]).toEqual([["cron", "never comes"]]);
});

test("counted by step, the start is -1 and what belongs to the whole is left out", () => {
  expect([...countByStep(PROBLEMS)]).toEqual([
    [-1, 1],
    [1, 2],
    [12, 1],
  ]);
});
