import { z } from "zod";
import { RUN_STATUSES } from "./status-words.ts";

const RunError = z.looseObject({
  code: z.string().optional(),
  message: z.string().optional(),
  step: z.string().nullish(),
});

export const ListedRunRow = z.object({
  id: z.uuid(),
  org_id: z.uuid(),
  workflow_id: z.uuid(),
  workflow_version: z.int(),
  status: z.enum(RUN_STATUSES),
  waits_for: z.string().nullable(),
  wake_at: z.string().nullable(),
  trigger: z.looseObject({ kind: z.string() }),
  error: RunError.nullable(),
  created_at: z.string(),
  started_at: z.string().nullable(),
  finished_at: z.string().nullable(),
  workflow: z.object({ name: z.string() }),
});

export const RunRow = ListedRunRow.extend({
  input: z.unknown(),
  output: z.unknown(),
  deliveries: z.int(),
  repeats: z.int(),
  retry_of: z.uuid().nullable(),
  parent_id: z.uuid().nullable(),
});

export const StepRow = z.object({
  key: z.string(),
  place: z.int(),
  step_id: z.string(),
  kind: z.string(),
  status: z.enum(["running", "retrying", "waiting", "done", "failed", "unknown", "cancelled"]),
  attempt: z.int(),
  input: z.unknown(),
  output: z.unknown(),
  is_input_cut: z.boolean(),
  /** Of `output`. */
  is_cut: z.boolean(),
  error: RunError.nullable(),
  log: z.array(z.unknown()),
  started_at: z.string(),
  finished_at: z.string().nullable(),
  due_at: z.string().nullable(),
});

export const WholeStep = z.object({ input: z.unknown(), output: z.unknown() }).partial();
export const Uuid = z.uuid();
export type ListedRun = z.infer<typeof ListedRunRow>;
export type Run = z.infer<typeof RunRow>;
export type RunStep = z.infer<typeof StepRow>;
