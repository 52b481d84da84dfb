import { z } from "zod";
import { APPROVAL, BRANCH, DELAY, FOR_EACH, SET, TRANSFORM } from "./kinds-inside.ts";
import { CALL_WORKFLOW, CONNECTOR, FILE, HTTP, NOTIFY } from "./kinds-outside.ts";
import {
  MAX_RETRIES,
  MAX_RETRY_DELAY_SECONDS,
  MAX_STEPS,
  MAX_WAIT_SECONDS,
  NextStep,
  StepId,
} from "./parts.ts";
import { Trigger } from "./trigger.ts";

/** How often a failed attempt is repeated, and how long after. */
export const Retry = z.object({
  tries: z.number().int().min(0).max(MAX_RETRIES).default(3),
  backoff: z.enum(["fixed", "exponential"]).default("exponential"),
  delaySeconds: z.number().int().min(1).max(MAX_RETRY_DELAY_SECONDS).default(5),
  maxDelaySeconds: z.number().int().min(1).max(MAX_RETRY_DELAY_SECONDS).default(3600),
});

/** What a run does when a step has failed for good. */
export const OnError = z.discriminatedUnion("do", [
  z.object({ do: z.literal("stop") }),
  /** Goes on with the next step; the error is in `errors.<step>`. */
  z.object({ do: z.literal("go-on") }),
  z.object({ do: z.literal("branch"), next: StepId }),
]);

const COMMON = {
  id: StepId,
  name: z.string().max(120).default(""),
  next: NextStep.default(null),
  onError: OnError.default({ do: "stop" }),
  retry: Retry.prefault({}),
  timeoutSeconds: z.number().int().min(1).max(120).default(30),
  /** Whether it may be done again when nobody knows if it was done. */
  repeatable: z.boolean().default(false),
  /** Where the canvas draws it; null: where there is room. */
  position: z.object({ x: z.number(), y: z.number() }).nullable().default(null),
};

function stepOf<Kind extends string, Schema extends z.ZodType>(row: { kind: Kind; schema: Schema }) {
  return z.object({ ...COMMON, kind: z.literal(row.kind), with: row.schema });
}

/** One step. `with` depends on the kind; the table of kinds is step-kinds.ts. */
export const Step = z.discriminatedUnion("kind", [
  stepOf(SET),
  stepOf(TRANSFORM),
  stepOf(BRANCH),
  stepOf(FOR_EACH),
  stepOf(DELAY),
  stepOf(APPROVAL),
  stepOf(HTTP),
  stepOf(FILE),
  stepOf(CONNECTOR),
  stepOf(NOTIFY),
  stepOf(CALL_WORKFLOW),
]);

export const Limits = z.object({
  /** A run that takes longer, waiting included, fails. (Default: 30 days) */
  runSeconds: z.number().int().min(1).max(MAX_WAIT_SECONDS).default(2_592_000),
  /** Runs at the same time; more wait their turn. */
  concurrency: z.number().int().min(1).max(100).default(10),
});

/** A workflow as versioned data. It begins with the first step of the list. */
export const WorkflowDefinition = z.object({
  version: z.literal(1),
  trigger: Trigger,
  steps: z.array(Step).max(MAX_STEPS, `at most ${MAX_STEPS} steps`),
  /** What happens when a run has failed: its maker is told, another workflow is run with the error as its input. */
  onFailure: z
    .object({ notify: z.boolean().default(true), workflowId: z.uuid().nullable().default(null) })
    .prefault({}),
  limits: Limits.prefault({}),
});

export type WorkflowDefinition = z.infer<typeof WorkflowDefinition>;
/** As people and files write it: what has a default may be left out. */
export type WorkflowDefinitionInput = z.input<typeof WorkflowDefinition>;
export type Step = z.infer<typeof Step>;
export type StepOf<Kind extends Step["kind"]> = Extract<Step, { kind: Kind }>;
export type Retry = z.infer<typeof Retry>;
export type OnError = z.infer<typeof OnError>;
