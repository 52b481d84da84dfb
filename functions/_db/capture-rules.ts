import { z } from "zod";
import { EVENT_OPS } from "../../shared/events/event-ops.ts";
import type { Database } from "./client.ts";

const Rules = z.object({
  ops: z.array(z.string()),
  ignoredPaths: z.array(z.string()),
  isPaused: z.boolean(),
});
export type StoredRules = z.infer<typeof Rules>;

/** What a person lets a source of theirs send; null where they have no such source or may not send to it. */
export async function captureRules(
  sql: Database,
  { userId, sourceId }: { userId: string; sourceId: string },
): Promise<StoredRules | null> {
  const rows = await sql`
    select
      to_json(coalesce(settings.ops, ${`{${EVENT_OPS.join(",")}}`}::text[])) as ops,
      to_json(coalesce(settings.ignored_paths, '{}')) as "ignoredPaths",
      sources.paused_at is not null or settings.paused_at is not null as "isPaused"
    from public.sources
    left join public.privacy_settings as settings on settings.user_id = sources.user_id
    where
      sources.id = ${sourceId}
      and sources.user_id = ${userId}
      and sources.removed_at is null
      and private.has_permission(sources.user_id, sources.org_id, 'events.write')`;
  return rows[0] ? Rules.parse(rows[0]) : null;
}
