import { z } from "zod";

/**
 * A definition as it lies in the database: the outline that the database insists on. What is in it is checked when it is
 * saved, and shown even when it would not pass, so that it can be put right.
 */
export const DraftRow = z.looseObject({
  version: z.literal(1),
  trigger: z.looseObject({ kind: z.string() }),
  steps: z.array(
    z.looseObject({
      id: z.string(),
      kind: z.string(),
      with: z.record(z.string(), z.unknown()).default({}),
    }),
  ),
});

export const WorkflowRow = z.object({
  id: z.uuid(),
  org_id: z.uuid(),
  name: z.string(),
  draft: DraftRow,
  draft_revision: z.int(),
  published_version: z.int().nullable(),
  paused_at: z.string().nullable(),
  paused_because: z.enum(["person", "errors"]).nullable(),
  suggestion_id: z.uuid().nullable(),
  updated_at: z.string(),
  deleted_at: z.string().nullable(),
});

export const ListedWorkflowRow = WorkflowRow.pick({
  id: true,
  org_id: true,
  name: true,
  published_version: true,
  paused_at: true,
  paused_because: true,
  updated_at: true,
}).extend({
  trigger: z.looseObject({ kind: z.string() }),
  runs: z.array(z.object({ id: z.uuid(), status: z.string(), created_at: z.string() })),
});

export const VersionRow = z.object({
  number: z.int(),
  definition: DraftRow,
  note: z.string(),
  rolled_back_to: z.int().nullable(),
  published_at: z.string(),
});

export const NamedWorkflowRow = z.object({ id: z.uuid(), org_id: z.uuid(), name: z.string() });
export const Uuid = z.uuid();
export const Whole = z.int();

export const WebhookSecretRow = z.object({ id: z.uuid(), hint: z.string(), created_at: z.string() });
export const MadeSecret = z.object({ secret: z.string() });
export const Refused = z.object({ error: z.object({ code: z.string(), message: z.string() }) });
export const ShareRow = z.object({
  id: z.uuid(),
  number: z.int(),
  made_by: z.string().nullable(),
  created_at: z.string(),
  expires_at: z.string(),
});
