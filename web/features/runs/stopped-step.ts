import type { Run, RunStep } from "./rows.ts";

/** The step that a run stopped at and goes on with: the one its error names, else the first that is open. */
export function stoppedStep(
  error: Run["error"],
  steps: readonly Pick<RunStep, "key" | "step_id" | "kind" | "status">[],
): string | null {
  const named = steps.find(({ key }) => key === error?.step);
  const isOpen = ({ kind, status }: Pick<RunStep, "kind" | "status">) =>
    status !== "done" && status !== "failed" && kind !== "for-each";
  return (named ?? steps.find(isOpen))?.step_id ?? null;
}
