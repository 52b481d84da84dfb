import { EVENT_OPS } from "@floyo/shared/events/event-ops.ts";
import { queryOptions } from "@tanstack/react-query";
import { z } from "zod";
import type { DbSource } from "../../lib/browser-db.tsx";
import { type Db, parseAnswer, parseRows } from "../../lib/db.ts";

const COLUMNS = "id,occurred_at,op,path,from_path,tool,size";
const RECENT = 6;
const IDS_PER_REQUEST = 100; // 3.7 kB of address, below the 8 kB that proxies commonly take

const EventRow = z.object({
  id: z.uuid(),
  occurred_at: z.string(),
  op: z.enum(EVENT_OPS),
  path: z.string(),
  from_path: z.string().nullable(),
  tool: z.string().nullable(),
  size: z.number().nullable(),
});
export type EventRow = z.infer<typeof EventRow>;

const MiningState = z.object({
  last_seq: z.number(),
  mined_seq: z.number(),
  last_mined_at: z.string().nullable(),
  parked_at: z.string().nullable(),
});
/** How far mining has come: `minedSeq` of `lastSeq` events are read. */
export interface MiningProgress {
  lastSeq: number;
  minedSeq: number;
  lastMinedAt: string | null;
  isParked: boolean;
}

export const eventKeys = {
  all: ["events"] as const,
  recent: ["events", "recent"] as const,
  byIds: (ids: readonly string[]) => ["events", "by-ids", ids] as const,
  mining: ["events", "mining"] as const,
  timeline: ["events", "timeline"] as const,
};

export function recentEventsQuery(db: DbSource) {
  return queryOptions({ queryKey: eventKeys.recent, queryFn: () => listRecentEvents(db()) });
}

/** Events by id, in order of time; an event that was deleted since is missing. */
export function eventsByIdsQuery(db: DbSource, ids: readonly string[]) {
  return queryOptions({ queryKey: eventKeys.byIds(ids), queryFn: () => listEventsByIds(db(), ids) });
}

export function miningQuery(db: DbSource) {
  return queryOptions({ queryKey: eventKeys.mining, queryFn: () => readMining(db()) });
}

export async function listRecentEvents(db: Db): Promise<EventRow[]> {
  return parseRows(
    EventRow,
    await db.from("events").select(COLUMNS).order("occurred_at", { ascending: false }).limit(RECENT),
  );
}

export async function readMining(db: Db): Promise<MiningProgress> {
  const row = parseAnswer(
    MiningState.nullable(),
    await db.from("mining_state").select("last_seq,mined_seq,last_mined_at,parked_at").maybeSingle(),
  );
  return {
    lastSeq: row?.last_seq ?? 0,
    minedSeq: row?.mined_seq ?? 0,
    lastMinedAt: row?.last_mined_at ?? null,
    isParked: row !== null && row.parked_at !== null,
  };
}

async function listEventsByIds(db: Db, ids: readonly string[]): Promise<EventRow[]> {
  const pages: Promise<EventRow[]>[] = [];
  for (let at = 0; at < ids.length; at += IDS_PER_REQUEST) {
    pages.push(readPage(db, ids.slice(at, at + IDS_PER_REQUEST)));
  }
  const rows = (await Promise.all(pages)).flat();
  return rows.sort((a, b) => Date.parse(a.occurred_at) - Date.parse(b.occurred_at));
}

async function readPage(db: Db, ids: readonly string[]): Promise<EventRow[]> {
  return parseRows(
    EventRow,
    await db
      .from("events")
      .select(COLUMNS)
      .in("id", [...ids]),
  );
}
