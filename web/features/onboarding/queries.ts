import { EVENT_OPS } from "@floyo/shared/events/event-ops.ts";
import type { MiningEvent } from "@floyo/shared/mining/mining-event.ts";
import { findNearly, type NearlyFound } from "@floyo/shared/suggestions/nearly.ts";
import { queryOptions } from "@tanstack/react-query";
import { z } from "zod";
import type { DbSource } from "../../lib/browser-db.tsx";
import { type Db, parseRows } from "../../lib/db.ts";
import { nearKeys } from "./near-keys.ts";

// Enough for two weeks of a busy person; what is older says little of what is just short of a routine.
const MOST_EVENTS = 2000;
const PAGE = 1000;
const MOST_NEAR = 3;

const Row = z.object({
  id: z.string(),
  occurred_at: z.string(),
  time_zone: z.string(),
  op: z.enum(EVENT_OPS),
  path: z.string(),
});

interface NearOptions {
  now: number;
  timeZone: string;
  /** The source whose events are not the person's own. */
  sampleId: string | null;
}

/** What came back in the person's newest events, but on too few days. */
export function nearQuery(db: DbSource, options: NearOptions) {
  return queryOptions({
    queryKey: [...nearKeys.all, options.sampleId],
    queryFn: () => readNearly(db(), options),
  });
}

async function readNearly(db: Db, { now, timeZone, sampleId }: NearOptions): Promise<NearlyFound> {
  const events: MiningEvent[] = [];
  for (let from = 0; from < MOST_EVENTS; from += PAGE) {
    const page = db.from("events").select("id,occurred_at,time_zone,op,path");
    const rows = parseRows(
      Row,
      await (sampleId ? page.neq("source_id", sampleId) : page)
        .order("occurred_at", { ascending: false })
        .range(from, from + PAGE - 1),
    );
    for (const { id, occurred_at, time_zone, op, path } of rows) {
      events.push({ id, occurredAt: Date.parse(occurred_at), timeZone: time_zone, op, path });
    }
    if (rows.length < PAGE) break;
  }
  return findNearly(events, { now, timeZone, limit: MOST_NEAR });
}
