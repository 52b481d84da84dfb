import { queryOptions } from "@tanstack/react-query";
import type { DbSource } from "../../lib/browser-db.tsx";
import { type Db, parseAnswer, parseRows } from "../../lib/db.ts";
import type { EventRow } from "./rows.ts";

// The schemas come with the first answer of the database, not with the page.
const rows = () => import("./rows.ts");

const COLUMNS = "id,occurred_at,op,path,from_path,tool,size";
const RECENT = 6;
const IDS_PER_REQUEST = 100; // 3.7 kB of address, below the 8 kB that proxies commonly take

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
  const { EventRow } = await rows();
  return parseRows(
    EventRow,
    await db.from("events").select(COLUMNS).order("occurred_at", { ascending: false }).limit(RECENT),
  );
}

export async function readMining(db: Db): Promise<MiningProgress> {
  const { MiningState } = await rows();
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
  const events = (await Promise.all(pages)).flat();
  return events.sort((a, b) => Date.parse(a.occurred_at) - Date.parse(b.occurred_at));
}

async function readPage(db: Db, ids: readonly string[]): Promise<EventRow[]> {
  const { EventRow } = await rows();
  return parseRows(
    EventRow,
    await db
      .from("events")
      .select(COLUMNS)
      .in("id", [...ids]),
  );
}
