import { z } from "zod";
import type { FileEvent } from "../../shared/events/event.ts";
import { Job, parseAnswer } from "./answer.ts";
import type { Database } from "./client.ts";

/** A valid event with its place in the batch and its corrected time. */
export interface JudgedEvent {
  i: number;
  at: string;
  was: string | null;
  plain: boolean;
  e: FileEvent;
}

/** An event refused before it reached the database. `raw` is its JSON; `keep` says that jsonb can hold it. */
export interface RefusedEvent {
  i: number;
  id: string | null;
  code: string;
  message: string;
  raw: string;
  keep: boolean;
}

const Answer = z.discriminatedUnion("status", [
  z.object({ status: z.literal("no_source") }),
  z.object({ status: z.literal("paused") }),
  z.object({ status: z.literal("lagging") }),
  z.object({
    status: z.literal("stored"),
    accepted: z.number().int(),
    duplicate: z.number().int(),
    refused: z.array(
      z.object({
        index: z.number().int(),
        problem: z.enum(["duplicate_conflict", "plain_path", "too_large", "not_captured"]),
      }),
    ),
    job: Job.nullable(),
    /** Owed to workflows that this person's files start. */
    files: Job.nullish(),
  }),
]);

export type IngestAnswer = z.infer<typeof Answer>;

/** Stores a batch in one transaction: events, refusals, numbers, the outbox row and the nudge. */
export async function ingestEvents(
  sql: Database,
  batch: {
    userId: string;
    sourceId: string;
    receivedAt: number;
    events: readonly JudgedEvent[];
    rejects: readonly RefusedEvent[];
  },
): Promise<IngestAnswer> {
  const rows = await sql`
    select private.take_in(
      ${batch.userId},
      ${batch.sourceId},
      ${new Date(batch.receivedAt).toISOString()},
      ${JSON.stringify(batch.events)}::text::jsonb,
      ${JSON.stringify(batch.rejects)}::text::jsonb
    ) as answer`;
  return parseAnswer(Answer, rows);
}
