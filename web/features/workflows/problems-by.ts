import type { Problem } from "./check-draft.ts";

export interface ProblemsBy {
  /** What is wrong in a part of the definition, by the place within it. */
  of: (part: string) => ReadonlyMap<string, string>;
  /** Places of the steps with something wrong. */
  steps: ReadonlySet<number>;
}

/** Problems under the part of the definition that they belong to. */
export function problemsBy(problems: readonly Problem[]): ProblemsBy {
  return {
    of: (part) =>
      new Map(
        problems.flatMap(({ place, message }) =>
          place.startsWith(`${part}.`) ? [[place.slice(part.length + 1), message] as const] : [],
        ),
      ),
    steps: new Set(problems.map(({ place }) => Number(/^steps\.(\d+)/.exec(place)?.[1] ?? -1))),
  };
}

/** How many there are by the step's place in the list; -1 for what starts the workflow. */
export function countByStep(problems: readonly Problem[]): ReadonlyMap<number, number> {
  const counts = new Map<number, number>();
  for (const { place } of problems) {
    const index = place.startsWith("trigger") ? -1 : Number(/^steps\.(\d+)/.exec(place)?.[1] ?? Number.NaN);
    if (!Number.isNaN(index)) counts.set(index, (counts.get(index) ?? 0) + 1);
  }
  return counts;
}
