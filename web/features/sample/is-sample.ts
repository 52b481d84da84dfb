import { SAMPLE_FOLDER } from "@floyo/shared/events/sample/sample-log.ts";

/** Whether a routine is one of the sample weeks: all of its steps lie in the folder that only the sample has. */
export function isSampleRoutine({ steps }: { steps: readonly { template: string }[] }): boolean {
  return steps.length > 0 && steps.every(({ template }) => template.startsWith(`${SAMPLE_FOLDER}/`));
}
