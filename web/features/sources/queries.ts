import { EVENT_OPS } from "@floyo/shared/events/event-ops.ts";
import { queryOptions } from "@tanstack/react-query";
import { z } from "zod";
import type { DbSource } from "../../lib/browser-db.tsx";
import { type Db, parseAnswer, parseRows, requireDone } from "../../lib/db.ts";

const COLUMNS = "id,kind,name,created_at,paused_at,last_event_at";
const MAX_SOURCES = 100;

export const SOURCE_KINDS = ["folder", "cli", "api", "import"] as const;
export type SourceKind = (typeof SOURCE_KINDS)[number];

const Source = z.object({
  id: z.uuid(),
  kind: z.enum(SOURCE_KINDS),
  name: z.string(),
  created_at: z.string(),
  paused_at: z.string().nullable(),
  last_event_at: z.string().nullable(),
});
export type Source = z.infer<typeof Source>;

export const KIND_WORDS: Record<SourceKind, string> = {
  folder: "watched folder",
  cli: "command line",
  api: "API client",
  import: "imported log",
};

const SourceEvent = z.object({
  id: z.uuid(),
  occurred_at: z.string(),
  op: z.enum(EVENT_OPS),
  path: z.string(),
  from_path: z.string().nullable(),
  inferred: z.boolean(),
  files: z.number().nullable().catch(null),
});
export type SourceEvent = z.infer<typeof SourceEvent>;

const NEWEST = 8;

export const sourceKeys = {
  all: ["sources"] as const,
  events: (sourceId: string) => ["sources", sourceId, "events"] as const,
};

/** All sources of the person, the one that spoke last first. */
export function sourcesQuery(db: DbSource) {
  return queryOptions({ queryKey: sourceKeys.all, queryFn: () => listSources(db()) });
}

export async function listSources(db: Db): Promise<Source[]> {
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

/** The newest events of one source. */
export function sourceEventsQuery(db: DbSource, sourceId: string) {
  return queryOptions({
    queryKey: sourceKeys.events(sourceId),
    queryFn: async () =>
      parseRows(
        SourceEvent,
        await db()
          .from("events")
          .select("id,occurred_at,op,path,from_path,inferred,files:details->files")
          .eq("source_id", sourceId)
          .order("occurred_at", { ascending: false })
          .limit(NEWEST),
      ),
  });
}

export async function addSource(db: Db, source: { kind: SourceKind; name: string }): Promise<Source> {
  const orgId = parseAnswer(z.uuid(), await db.rpc("ensure_personal_org"));
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
