import { matchesTemplate } from "@floyo/shared/mining/templates/template.ts";
import type { EventRow } from "../events/rows.ts";
import type { PatternDetail } from "./pattern.ts";

/** How one step was done: with which programs, and to which files. */
export interface StepVariants {
  tools: { name: string; count: number }[];
  paths: { path: string; count: number }[];
}

type Step = PatternDetail["steps"][number];

/** What each step of a pattern looked like in the events at hand; an event is of the first step that it fits. */
export function variantsOf(steps: readonly Step[], events: readonly EventRow[]): StepVariants[] {
  const byStep = steps.map((): EventRow[] => []);
  for (const event of events) {
    const index = stepOf(steps, event);
    if (index >= 0) byStep[index]?.push(event);
  }
  return byStep.map((own) => ({
    tools: countBy(own.flatMap(({ tool }) => tool ?? [])).map(([name, count]) => ({ name, count })),
    paths: countBy(own.map(({ path }) => path)).map(([path, count]) => ({ path, count })),
  }));
}

/** The number of the step that an event fits, by what was done and the form of its path; -1 when it fits none. */
export function stepOf(
  steps: readonly Pick<Step, "op" | "template">[],
  event: Pick<EventRow, "op" | "path">,
): number {
  return steps.findIndex(({ op, template }) => op === event.op && matchesTemplate(template, event.path));
}

/** The most frequent first; of equal ones, the one that was met last. */
function countBy(values: readonly string[]): [string, number][] {
  const counts = new Map<string, number>();
  for (const value of values.toReversed()) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].sort((one, other) => other[1] - one[1]);
}
