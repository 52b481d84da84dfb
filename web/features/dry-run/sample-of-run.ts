import type { Sample } from "@floyo/shared/workflows/dry-run/dry-run.ts";
import type { Run, RunStep } from "../runs/rows.ts";

/** What a run was started with and what its calls answered. An output that was cut is left to an example. */
export function sampleOfRun(run: Run, steps: readonly RunStep[]): Sample {
  const answered = steps.filter(({ status, is_cut }) => status === "done" && !is_cut);
  return {
    trigger: run.trigger as Sample["trigger"],
    input: (run.input ?? {}) as Sample["input"],
    outputs: Object.fromEntries(
      answered.map(({ step_id, output }) => [step_id, (output ?? null) as Sample["input"]]),
    ),
  };
}
