import { instantOfWallClock } from "@floyo/shared/events/time-zone.ts";
import { queryOptions } from "@tanstack/react-query";
import { z } from "zod";
import type { DbSource } from "../../lib/browser-db.tsx";
import { type Db, parseAnswer, parseRows } from "../../lib/db.ts";
import { eventKeys } from "../events/queries.ts";
import type { Chunk, DayCount } from "./geometry.ts";
import { EventDetail, TimelineEvent } from "./timeline-event.ts";
import type { TimelineFilter } from "./timeline-filter.ts";

const DAY_MS = 86_400_000;
// A year of days is a question of a quarter of a second at 100 000 events: it is asked rarely, the newest days often.
const HISTORY_STALE_MS = 10 * 60_000;
const DETAIL =
  "id,occurred_at,op,path,from_path,tool,size,inferred,source_id,original_occurred_at,received_at,time_zone,duration_ms,details";

const Day = z.object({ day: z.string(), events: z.number(), sessions: z.number() });

export const timelineKeys = {
  /** Asked again with every arrival. */
  live: eventKeys.timeline,
  recent: (filter: TimelineFilter, timeZone: string, since: string) =>
    [...eventKeys.timeline, "days", filter, timeZone, since] as const,
  chunk: (filter: TimelineFilter, { since, until, skip }: Chunk) =>
    [...eventKeys.timeline, "chunk", filter, since, until, skip] as const,
  history: (filter: TimelineFilter, timeZone: string) => ["events", "history", filter, timeZone] as const,
  event: (id: string) => ["events", "one", id] as const,
};

/** Every day that has events under a filter, the newest first. */
export function historyQuery(db: DbSource, filter: TimelineFilter, timeZone: string) {
  return queryOptions({
    queryKey: timelineKeys.history(filter, timeZone),
    queryFn: () => countDays(db(), filter, timeZone, ""),
    staleTime: HISTORY_STALE_MS,
    refetchInterval: false,
    refetchOnWindowFocus: true,
  });
}

/** The same from one day on: what arrives is here first. */
export function recentDaysQuery(db: DbSource, filter: TimelineFilter, timeZone: string, since: string) {
  return queryOptions({
    queryKey: timelineKeys.recent(filter, timeZone, since),
    queryFn: () => countDays(db(), filter, timeZone, since),
  });
}

/**
 * The events of a chunk, the newest first. Only one that `isKept` is there without a network: keeping a year of them on
 * the device again and again holds the page up.
 */
export function chunkQuery(db: DbSource, filter: TimelineFilter, chunk: Chunk, isKept: boolean) {
  return queryOptions({
    queryKey: timelineKeys.chunk(filter, chunk),
    queryFn: () => listChunk(db(), filter, chunk),
    meta: { isKept },
    staleTime: HISTORY_STALE_MS,
    refetchInterval: false,
    refetchOnWindowFocus: false,
  });
}

/** One event with everything that is stored of it; null when it is gone. */
export function eventQuery(db: DbSource, id: string) {
  return queryOptions({
    queryKey: timelineKeys.event(id),
    queryFn: () => readEvent(db(), id),
    refetchInterval: false,
  });
}

async function countDays(
  db: Db,
  filter: TimelineFilter,
  timeZone: string,
  since: string,
): Promise<DayCount[]> {
  const from = filter.from > since ? filter.from : since;
  return parseRows(
    Day,
    await db.rpc("timeline_days", {
      time_zone: timeZone,
      ...conditions(filter),
      since: from === "" ? null : startOf(from, timeZone),
      until: filter.to === "" ? null : startOf(filter.to, timeZone, 1),
    }),
  );
}

async function listChunk(db: Db, filter: TimelineFilter, chunk: Chunk) {
  return parseRows(
    TimelineEvent,
    await db.rpc("timeline_events", {
      ...conditions(filter),
      since: chunk.since,
      until: chunk.until,
      skip: chunk.skip,
      // One more than is known of: an event that came meanwhile may not push the last one out.
      take: Math.min(1000, Math.max(chunk.take + 50, 100)),
    }),
  );
}

async function readEvent(db: Db, id: string): Promise<EventDetail | null> {
  return parseAnswer(
    EventDetail.nullable(),
    await db.from("events").select(DETAIL).eq("id", id).maybeSingle(),
  );
}

function conditions({ q, op, source, seen }: TimelineFilter) {
  return {
    q: q === "" ? null : q,
    ops: op === "" ? null : [op],
    source: source === "" ? null : source,
    is_inferred: seen === "" ? null : seen === "inferred",
  };
}

function startOf(day: string, timeZone: string, after = 0): string {
  return new Date(instantOfWallClock(timeZone, Date.parse(day) + after * DAY_MS)).toISOString();
}
