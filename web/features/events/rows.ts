import { EVENT_OPS } from "@floyo/shared/events/event-ops.ts";
import { z } from "zod";

export const EventRow = z.object({
  id: z.uuid(),
  occurred_at: z.string(),
  op: z.enum(EVENT_OPS),
  path: z.string(),
  from_path: z.string().nullable(),
  tool: z.string().nullable(),
  size: z.number().nullable(),
});
export type EventRow = z.infer<typeof EventRow>;

export const MiningState = z.object({
  last_seq: z.number(),
  mined_seq: z.number(),
  last_mined_at: z.string().nullable(),
  parked_at: z.string().nullable(),
});
