import { EVENT_OPS } from "@floyo/shared/events/event-ops.ts";
import { z } from "zod";

/** An event as a row of the timeline shows it. */
export const TimelineEvent = z.object({
  id: z.uuid(),
  occurred_at: z.string(),
  op: z.enum(EVENT_OPS),
  path: z.string(),
  from_path: z.string().nullable(),
  tool: z.string().nullable(),
  size: z.number().nullable(),
  inferred: z.boolean(),
});
export type TimelineEvent = z.infer<typeof TimelineEvent>;

/** All that is stored of one event, for its panel. */
export const EventDetail = TimelineEvent.extend({
  source_id: z.uuid(),
  original_occurred_at: z.string().nullable(),
  received_at: z.string(),
  time_zone: z.string(),
  duration_ms: z.number().nullable(),
  details: z.record(z.string(), z.unknown()).nullable(),
});
export type EventDetail = z.infer<typeof EventDetail>;
