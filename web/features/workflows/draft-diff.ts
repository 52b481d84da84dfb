import type { Draft } from "./draft.ts";

/** One difference of two definitions. `before` or `after` is undefined where the place is missing. */
export interface Difference {
  /** `steps.send.with.url`: steps by their name, not their number. */
  place: string;
  before: unknown;
  after: unknown;
}

/** What differs, in the order of the definition. Where a step stands in the canvas is no difference. */
export function draftDiff(before: Draft, after: Draft): Difference[] {
  return [...differ(byName(before), byName(after), "")];
}

function byName({ steps, ...rest }: Draft): Record<string, unknown> {
  return {
    ...rest,
    steps: Object.fromEntries(steps.map(({ id, position: _drawn, ...step }) => [id, step])),
    order: steps.map(({ id }) => id).join(" → "),
  };
}

function* differ(before: unknown, after: unknown, place: string): Generator<Difference> {
  if (Object.is(before, after)) return;
  if (isTree(before) && isTree(after)) {
    for (const key of new Set([...Object.keys(before), ...Object.keys(after)])) {
      yield* differ(before[key], after[key], place ? `${place}.${key}` : key);
    }
    return;
  }
  if (JSON.stringify(before) !== JSON.stringify(after)) yield { place, before, after };
}

function isTree(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
