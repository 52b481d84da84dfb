import { z } from "zod";
import type { Database } from "./client.ts";

const Row = z.object({
  fingerprint: z.string(),
  verdict: z.enum(["kept", "snoozed", "dismissed", "undone"]),
  reason: z.string().nullable(),
  at: z.string(),
  explanation: z.unknown(),
});

export type StoredFeedback = z.infer<typeof Row>;

/** The newest decision of a person on each suggestion. */
export async function readFeedback(sql: Database, userId: string): Promise<StoredFeedback[]> {
  const rows = await sql`
    select distinct on (feedback.fingerprint)
      feedback.fingerprint, feedback.verdict, feedback.reason, to_json(feedback.created_at) #>> '{}' as at,
      suggestions.explanation
    from public.suggestion_feedback as feedback
    left join public.suggestions on suggestions.id = feedback.suggestion_id
    where feedback.user_id = ${userId}
    order by feedback.fingerprint, feedback.id desc`;
  return rows.map((row) => Row.parse(row));
}
