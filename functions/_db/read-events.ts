import { z } from "zod";
import { EVENT_OPS } from "../../shared/events/event-ops.ts";
import type { MiningEvent } from "../../shared/mining/mining-event.ts";
import type { Database } from "./client.ts";

const Row = z.object({
  id: z.string(),
  seq: z.coerce.number(),
  occurredAt: z.number(),
  timeZone: z.string(),
  op: z.enum(EVENT_OPS),
  path: z.string(),
  fromPath: z.string().nullable(),
  tool: z.string().nullable(),
});

/** The next events of a person after a number, in the order they were stored, but for those of sources that are being erased. */
export async function readEvents(
  sql: Database,
  { userId, afterSeq, limit }: { userId: string; afterSeq: number; limit: number },
): Promise<(MiningEvent & { seq: number })[]> {
  const rows = await sql`
    select
      id, seq, (extract(epoch from occurred_at) * 1000)::float8 as "occurredAt", time_zone as "timeZone", op, path,
      from_path as "fromPath", tool
    from public.events
    where
      user_id = ${userId}
      and seq > ${afterSeq}
      and source_id <> all (
        array(select sources.id from public.sources where sources.user_id = ${userId} and sources.erase_asked_at is not null)
      )
    order by seq
    limit ${limit}`;
  return rows.map((raw) => {
    const { fromPath, tool, ...event } = Row.parse(raw);
    return { ...event, ...(fromPath === null ? {} : { fromPath }), ...(tool === null ? {} : { tool }) };
  });
}
