import type { z } from "zod";
import { APPROVAL, BRANCH, DELAY, FOR_EACH, SET, TRANSFORM } from "./kinds-inside.ts";
import { CALL_WORKFLOW, CONNECTOR, FILE, HTTP, NOTIFY } from "./kinds-outside.ts";
import type { StepKind } from "./step-kind.ts";

/** In the order a menu shows. */
export const STEP_KINDS = [
  HTTP,
  FILE,
  CONNECTOR,
  NOTIFY,
  APPROVAL,
  DELAY,
  BRANCH,
  FOR_EACH,
  SET,
  TRANSFORM,
  CALL_WORKFLOW,
] as const;

export type StepKindName = (typeof STEP_KINDS)[number]["kind"];

const BY_KIND: ReadonlyMap<string, AnyStepKind> = new Map(
  STEP_KINDS.map((kind) => [kind.kind, kind as unknown as AnyStepKind]),
);

/** A row without its own types, for code that treats all kinds alike. */
export type AnyStepKind = StepKind<StepKindName, z.ZodType<Record<string, unknown>>>;

/** The row of a kind that passed the definition's schema. */
export function stepKind(kind: StepKindName): AnyStepKind {
  const known = BY_KIND.get(kind);
  if (!known) throw new RangeError(`no step kind is called "${kind}"`);
  return known;
}
