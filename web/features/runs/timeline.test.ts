import { expect, test } from "vitest";
import type { RunStep } from "./rows.ts";
import { spanOf, stepsAhead, tookWords } from "./timeline.ts";

const at = (ms: number) => new Date(ms).toISOString();

test("a step's bar lies where its time lies, and is never too thin to see", () => {
  expect(spanOf({ started_at: at(250), finished_at: at(500) }, 0, 1000)).toEqual({ start: 25, width: 25 });
  expect(spanOf({ started_at: at(1000), finished_at: at(1000) }, 0, 1000)).toEqual({
    start: 98.5,
    width: 1.5,
  });
  expect(spanOf({ started_at: at(500), finished_at: null }, 0, 1000)).toEqual({ start: 50, width: 50 });
});

test("what lies ahead follows the last step, up to where the way divides", () => {
  const step = (id: string, next: string | null, kind = "set") => ({ id, kind, with: {}, next });
  const steps = [step("one", "two"), step("two", "three", "branch"), step("three", null)];
  const did = (step_id: string, kind = "set") => ({ key: step_id, step_id, kind }) as RunStep;

  expect(stepsAhead(steps, []).map(({ id }) => id)).toEqual(["one", "two"]);
  expect(stepsAhead(steps, [did("one")]).map(({ id }) => id)).toEqual(["two"]);
  expect(stepsAhead(steps, [did("one"), did("two", "branch")])).toEqual([]);
});

test.each([
  [38, "38 ms"],
  [4_120, "4.1 s"],
  [41_000, "41 s"],
  [125_000, "2 min 5 s"],
  [7_500_000, "2 h 5 min"],
  [864_000_000, "10 days"],
])("%i ms are %s", (ms, words) => {
  expect(tookWords(ms)).toBe(words);
});
