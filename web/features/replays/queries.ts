import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { DbSource } from "../../lib/browser-db.tsx";
import { type Db, parseAnswer, parseRows, requireDone } from "../../lib/db.ts";
import { runKeys } from "../runs/run-keys.ts";
import type { ReplayFilter } from "./replay-filter.ts";
import type { Replay } from "./rows.ts";

// The schemas come with the first answer of the database, not with the page.
const rows = () => import("./rows.ts");

/** Of one replay; the count says one more when there are more. */
export const MOST_RUNS = 1_000;
const RUNNING_MS = 1_000;

// Below those of runs: whatever changes a run may change these.
export const replayKeys = {
  count: (filter: ReplayFilter | null) => [...runKeys.all, "replayable", filter] as const,
  last: [...runKeys.all, "replay"] as const,
};

/** How many runs that fit the person may run again. */
export function replayableQuery(db: DbSource, filter: ReplayFilter | null) {
  return queryOptions({
    queryKey: replayKeys.count(filter),
    queryFn: () => (filter ? countReplayable(db(), filter) : 0),
    enabled: filter !== null,
    placeholderData: keepPreviousData,
  });
}

/** What was asked for last; read again every second while it goes on. */
export function lastReplayQuery(db: DbSource) {
  return queryOptions({
    queryKey: replayKeys.last,
    queryFn: () => readLast(db()),
    refetchInterval: ({ state }) => (state.data?.status === "running" ? RUNNING_MS : 60_000),
  });
}

async function countReplayable(db: Db, filter: ReplayFilter): Promise<number> {
  const { Count } = await rows();
  return parseAnswer(Count, await db.rpc("count_replayable", filter));
}

async function readLast(db: Db): Promise<Replay | null> {
  const { ReplayRow } = await rows();
  const [last] = parseRows(
    ReplayRow,
    await db
      .from("replays")
      .select("id,status,total,started,skipped,created_at,finished_at")
      .order("created_at", { ascending: false })
      .limit(1),
  );
  return last ?? null;
}

export async function replayRuns(db: Db, filter: ReplayFilter, latest: boolean): Promise<string> {
  const { Uuid } = await rows();
  return parseAnswer(Uuid, await db.rpc("replay_runs", { ...filter, latest }));
}

export async function cancelReplay(db: Db, id: string): Promise<void> {
  requireDone(await db.rpc("cancel_replay", { id }));
}
