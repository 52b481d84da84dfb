import { z } from "zod";
import { EVENT_OPS } from "../../shared/events/event-ops.ts";
import type { Feedback } from "../../shared/suggestions/suggest.ts";
import type { Database } from "./client.ts";

const Row = z.object({
  fingerprint: z.string(),
  verdict: z.enum(["open", "kept", "snoozed", "dismissed"]),
  snoozedUntil: z.number().nullable(),
  steps: z.array(z.object({ op: z.enum(EVENT_OPS), template: z.string() })).nullable(),
});

/** What is open now and what a person decided, also on suggestions that are gone and on patterns themselves. */
export async function readDecisions(sql: Database, userId: string): Promise<Feedback[]> {
  const rows = await sql`
    select
      fingerprint, status as verdict, (extract(epoch from snoozed_until) * 1000)::float8 as "snoozedUntil",
      explanation -> 'steps' as steps
    from public.suggestions
    where user_id = ${userId} and status <> 'withdrawn'
    union all
    select latest.fingerprint, latest.verdict, null, null
    from (
      select distinct on (feedback.fingerprint) feedback.fingerprint, feedback.verdict
      from public.suggestion_feedback as feedback
      where
        feedback.user_id = ${userId}
        and not exists (
          select
          from public.suggestions
          where suggestions.user_id = ${userId} and suggestions.fingerprint = feedback.fingerprint
        )
      order by feedback.fingerprint, feedback.id desc
    ) as latest
    where latest.verdict in ('kept', 'dismissed')
    union all
    -- Last, since of several words on one fingerprint the last counts.
    select fingerprint, 'dismissed', null, steps from public.pattern_mutes where user_id = ${userId}`;
  return rows.map((raw) => {
    const { snoozedUntil, steps, ...decision } = Row.parse(raw);
    return {
      ...decision,
      ...(snoozedUntil === null ? {} : { snoozedUntil }),
      ...(steps === null ? {} : { steps }),
    };
  });
}
