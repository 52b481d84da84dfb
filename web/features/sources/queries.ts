import { queryOptions } from "@tanstack/react-query";
import type { DbSource } from "../../lib/browser-db.tsx";
import { type Db, parseAnswer, parseRows, requireDone } from "../../lib/db.ts";
import type { ErasingSource, Source, SourceKind } from "./rows.ts";

// The schemas come with the first answer of the database, not with the page.
const rows = () => import("./rows.ts");

const COLUMNS = "id,org_id,kind,name,created_at,paused_at,last_event_at";
const MAX_SOURCES = 100;

export const KIND_WORDS: Record<SourceKind, string> = {
  folder: "watched folder",
  cli: "command line",
  api: "API client",
  import: "imported log",
};

const NEWEST = 8;

export const sourceKeys = {
  all: ["sources"] as const,
  erasing: ["sources", "erasing"] as const,
  events: (sourceId: string) => ["sources", sourceId, "events"] as const,
};

/** All sources of the person, the one that spoke last first. */
export function sourcesQuery(db: DbSource) {
  return queryOptions({ queryKey: sourceKeys.all, queryFn: () => listSources(db()) });
}

export async function listSources(db: Db): Promise<Source[]> {
  const { Source } = await rows();
  return parseRows(
    Source,
    await db
      .from("sources")
      .select(COLUMNS)
      .is("removed_at", null)
      .order("last_event_at", { ascending: false, nullsFirst: false })
      .order("created_at", { ascending: false })
      .limit(MAX_SOURCES),
  );
}

/** Sources that were removed with their events, while those are still being deleted. */
export function erasingQuery(db: DbSource) {
  return queryOptions({ queryKey: sourceKeys.erasing, queryFn: () => listErasing(db()) });
}

async function listErasing(db: Db): Promise<ErasingSource[]> {
  const { ErasingSource } = await rows();
  return parseRows(
    ErasingSource,
    await db
      .from("sources")
      .select("id,name")
      .not("erase_asked_at", "is", null)
      .is("erased_at", null)
      .order("erase_asked_at")
      .limit(MAX_SOURCES),
  );
}

/** The newest events of one source. */
export function sourceEventsQuery(db: DbSource, sourceId: string) {
  return queryOptions({
    queryKey: sourceKeys.events(sourceId),
    queryFn: async () => {
      const { SourceEvent } = await rows();
      return parseRows(
        SourceEvent,
        await db()
          .from("events")
          .select("id,occurred_at,op,path,from_path,inferred,files:details->files")
          .eq("source_id", sourceId)
          .order("occurred_at", { ascending: false })
          .limit(NEWEST),
      );
    },
  });
}

export async function addSource(db: Db, source: { kind: SourceKind; name: string }): Promise<Source> {
  const { Source, Uuid } = await rows();
  const orgId = parseAnswer(Uuid, await db.rpc("ensure_personal_org"));
  return parseAnswer(
    Source,
    await db
      .from("sources")
      .insert({ ...source, org_id: orgId })
      .select(COLUMNS)
      .single(),
  );
}

/** The source of an imported file: the same one each time, so that the same line gets the same id. */
export async function findOrAddImport(db: Db, name: string): Promise<Source> {
  const { Source } = await rows();
  const found = parseRows(
    Source,
    await db
      .from("sources")
      .select(COLUMNS)
      .eq("kind", "import")
      .is("removed_at", null)
      .eq("name", name)
      .order("created_at")
      .limit(1),
  );
  return found[0] ?? addSource(db, { kind: "import", name });
}

export async function pauseSource(db: Db, id: string, isPaused: boolean): Promise<void> {
  requireDone(
    await db
      .from("sources")
      .update({ paused_at: isPaused ? new Date().toISOString() : null })
      .eq("id", id),
  );
}

export async function renameSource(db: Db, id: string, name: string): Promise<void> {
  requireDone(await db.from("sources").update({ name }).eq("id", id));
}

/** Takes a source out of the list for good; its events stay. */
export async function removeSource(db: Db, id: string): Promise<void> {
  requireDone(await db.rpc("remove_source", { source_id: id }));
}

/** Removes a source and what was found in its events, which `eraseStep` then deletes. */
export async function removeSourceWithEvents(db: Db, id: string): Promise<void> {
  requireDone(await db.rpc("remove_source_with_events", { source_id: id }));
}

/** Deletes the next events of such a source; gives the share that is done, 1 at the end. */
export async function eraseStep(db: Db, id: string): Promise<number> {
  const { Share } = await rows();
  return parseAnswer(Share, await db.rpc("erase_source_step", { source_id: id }));
}
