import { EVENT_OPS } from "@floyo/shared/events/event-ops.ts";
import { z } from "zod";

export const SOURCE_KINDS = ["folder", "cli", "api", "import"] as const;
export type SourceKind = (typeof SOURCE_KINDS)[number];

export const Source = z.object({
  id: z.uuid(),
  org_id: z.uuid(),
  kind: z.enum(SOURCE_KINDS),
  name: z.string(),
  created_at: z.string(),
  paused_at: z.string().nullable(),
  last_event_at: z.string().nullable(),
});
export type Source = z.infer<typeof Source>;

/** A source whose events are being deleted. */
export const ErasingSource = z.object({ id: z.uuid(), name: z.string() });
export type ErasingSource = z.infer<typeof ErasingSource>;

export const SourceEvent = z.object({
  id: z.uuid(),
  occurred_at: z.string(),
  op: z.enum(EVENT_OPS),
  path: z.string(),
  from_path: z.string().nullable(),
  inferred: z.boolean(),
  files: z.number().nullable().catch(null),
});
export type SourceEvent = z.infer<typeof SourceEvent>;

/** How far something has come, from 0 to 1. */
export const Share = z.number().min(0).max(1);
export const Uuid = z.uuid();
