import type { Instances } from "./instances.ts";

/** Symbols done together again and again, in whatever order. */
export interface StepGroup {
  symbols: number[];
  instances: Instances;
  /** Log of the probability by chance, corrected for all that was tried. */
  logP: number;
  /** Days that chance would give. */
  expectedDays: number;
}

/** A group in the order of its steps, or without one. */
export interface OrderedGroup extends StepGroup {
  isOrdered: boolean;
}

/** What the group explains: of each instance all steps but one, since a first step has to come somehow. */
export function gainOf({ instances }: StepGroup): number {
  let gain = 0;
  for (let row = 0; row < instances.count; row++) gain += (instances.found[row] as number) - 1;
  return gain;
}
