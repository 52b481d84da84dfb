import { expect, it } from "vitest";
import type { Run, RunStep } from "../runs/rows.ts";
import { sampleOfRun } from "./sample-of-run.ts";

const step = (step_id: string, output: unknown, rest: Partial<RunStep> = {}) =>
  ({ step_id, output, status: "done", is_cut: false, ...rest }) as RunStep;

it("takes along what was answered whole, and what it was started with", () => {
  const run = { trigger: { kind: "manual" }, input: { month: "11" } } as unknown as Run;
  const steps = [
    step("ask", { status: 200 }),
    step("long", "half of", { is_cut: true }),
    step("broken", null, { status: "failed" }),
    step("nothing", undefined),
  ];
  expect(sampleOfRun(run, steps)).toEqual({
    trigger: { kind: "manual" },
    input: { month: "11" },
    outputs: { ask: { status: 200 }, nothing: null },
  });
});
