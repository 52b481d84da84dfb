import { z } from "zod";
import { Value } from "./parts.ts";

/** How a form asks for one setting of a step. `field` names it in `with`. */
export interface FormField {
  field: string;
  label: string;
  input:
    | "expression"
    | "template"
    | "long-template"
    | "json"
    | "pairs"
    | "choice"
    | "number"
    | "seconds"
    | "yes-no"
    | "step"
    | "cases"
    | "workflow"
    | "connection"
    | "connector"
    | "action";
  help?: string;
  options?: readonly string[];
  /** Of a `connection`: the service. */
  connector?: string;
  /** Shown only when the first setting of the form is one of these. */
  for?: readonly string[];
}

/** One row of the table of step kinds, which editor, checks and engine share. */
export interface StepKind<Kind extends string, Schema extends z.ZodType> {
  kind: Kind;
  label: string;
  /** What it does, one sentence, for the menu of steps. */
  description: string;
  schema: Schema;
  /**
   * `pure`: computed inside, recorded with what comes next. `wait`: the run rests. `effect`: something happens outside
   * the engine, claimed before and recorded after.
   */
  nature: "pure" | "wait" | "effect";
  form: readonly FormField[];
  /** Settings that name other steps, as [place in `with`, step]. */
  leadsTo(settings: z.infer<Schema>): readonly (readonly [place: string, step: string | null])[];
}

/** Keeps a row's own types. */
export function row<const Kind extends string, Schema extends z.ZodType>(
  kind: StepKind<Kind, Schema>,
): StepKind<Kind, Schema> {
  return kind;
}

/** Of a step whose settings name no other step. */
export const nowhere = () => [];
/** Names and their values, at most 100. */
export const Pairs = z
  .record(z.string().min(1).max(200), Value)
  .refine((pairs) => Object.keys(pairs).length <= 100, "at most 100 entries");
