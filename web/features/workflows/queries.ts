import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import type { DbSource } from "../../lib/browser-db.tsx";
import { type Db, parseAnswer, parseRows } from "../../lib/db.ts";
import type { Draft, DraftTrigger } from "./draft.ts";

// The schemas come with the first answer of the database, not with the page.
const rows = () => import("./rows.ts");

export interface ListedWorkflow {
  id: string;
  orgId: string;
  name: string;
  trigger: DraftTrigger;
  publishedVersion: number | null;
  pausedBecause: "person" | "errors" | null;
  updatedAt: string;
  lastRun: { id: string; status: string; createdAt: string } | null;
}

export interface Workflow {
  id: string;
  orgId: string;
  name: string;
  draft: Draft;
  revision: number;
  publishedVersion: number | null;
  pausedBecause: "person" | "errors" | null;
  suggestionId: string | null;
  deletedAt: string | null;
}

export interface WorkflowVersion {
  number: number;
  definition: Draft;
  note: string;
  rolledBackTo: number | null;
  publishedAt: string;
}

const PAGE = 30;
const MAX_VERSIONS = 100;
const MAX_NAMES = 1000;

export const workflowKeys = {
  all: ["workflows"] as const,
  list: ["workflows", "list"] as const,
  names: ["workflows", "names"] as const,
  one: (id: string) => ["workflows", "one", id] as const,
  versions: (id: string) => ["workflows", "versions", id] as const,
};

interface Cursor {
  updatedAt: string;
  id: string;
}

/** The workflows of all of a person's organisations, what was changed last first, page after page. */
export function workflowsQuery(db: DbSource) {
  return infiniteQueryOptions({
    queryKey: workflowKeys.list,
    queryFn: ({ pageParam }) => listWorkflows(db(), pageParam),
    initialPageParam: null as Cursor | null,
    getNextPageParam: (page: ListedWorkflow[]) => {
      const last = page.at(-1);
      return page.length < PAGE || !last ? undefined : { updatedAt: last.updatedAt, id: last.id };
    },
  });
}

/** One workflow with its draft; null when there is none, or none that this person may see. */
export function workflowQuery(db: DbSource, id: string) {
  return queryOptions({ queryKey: workflowKeys.one(id), queryFn: () => readWorkflow(db(), id) });
}

/** Published versions, the newest first. */
export function versionsQuery(db: DbSource, id: string) {
  return queryOptions({ queryKey: workflowKeys.versions(id), queryFn: () => listVersions(db(), id) });
}

/** Every workflow by its name, for a choice. */
export function workflowNamesQuery(db: DbSource) {
  return queryOptions({ queryKey: workflowKeys.names, queryFn: () => listNames(db()) });
}

async function listWorkflows(db: Db, after: Cursor | null): Promise<ListedWorkflow[]> {
  const { ListedWorkflowRow } = await rows();
  let query = db
    .from("workflows")
    .select(
      "id,org_id,name,published_version,paused_at,paused_because,updated_at,trigger:draft->trigger," +
        "runs(id,status,created_at)",
    )
    .is("deleted_at", null)
    .order("updated_at", { ascending: false })
    .order("id")
    .order("created_at", { referencedTable: "runs", ascending: false })
    .limit(1, { referencedTable: "runs" })
    .limit(PAGE);
  if (after) {
    query = query.or(
      `updated_at.lt."${after.updatedAt}",and(updated_at.eq."${after.updatedAt}",id.gt.${after.id})`,
    );
  }
  const found = parseRows(ListedWorkflowRow, await query);
  return found.map((row) => ({
    id: row.id,
    orgId: row.org_id,
    name: row.name,
    trigger: row.trigger,
    publishedVersion: row.published_version,
    pausedBecause: row.paused_because,
    updatedAt: row.updated_at,
    lastRun: row.runs[0]
      ? { id: row.runs[0].id, status: row.runs[0].status, createdAt: row.runs[0].created_at }
      : null,
  }));
}

export async function readWorkflow(db: Db, id: string): Promise<Workflow | null> {
  const { Uuid, WorkflowRow } = await rows();
  if (!Uuid.safeParse(id).success) return null;
  const [row] = parseRows(
    WorkflowRow,
    await db
      .from("workflows")
      .select(
        "id,org_id,name,draft,draft_revision,published_version,paused_at,paused_because,suggestion_id,updated_at,deleted_at",
      )
      .eq("id", id),
  );
  if (!row) return null;
  return {
    id: row.id,
    orgId: row.org_id,
    name: row.name,
    draft: row.draft,
    revision: row.draft_revision,
    publishedVersion: row.published_version,
    pausedBecause: row.paused_because,
    suggestionId: row.suggestion_id,
    deletedAt: row.deleted_at,
  };
}

async function listVersions(db: Db, id: string): Promise<WorkflowVersion[]> {
  const { Uuid, VersionRow } = await rows();
  if (!Uuid.safeParse(id).success) return [];
  const found = parseRows(
    VersionRow,
    await db
      .from("workflow_versions")
      .select("number,definition,note,rolled_back_to,published_at")
      .eq("workflow_id", id)
      .order("number", { ascending: false })
      .limit(MAX_VERSIONS),
  );
  return found.map((row) => ({
    number: row.number,
    definition: row.definition,
    note: row.note,
    rolledBackTo: row.rolled_back_to,
    publishedAt: row.published_at,
  }));
}

async function listNames(db: Db) {
  const { NamedWorkflowRow } = await rows();
  return parseRows(
    NamedWorkflowRow,
    await db.from("workflows").select("id,org_id,name").is("deleted_at", null).order("name").limit(MAX_NAMES),
  );
}

/** The definition that a version holds; null when there is no such version. */
export async function readVersion(db: Db, id: string, number: number): Promise<Draft | null> {
  const { VersionRow } = await rows();
  const [row] = parseRows(
    VersionRow,
    await db
      .from("workflow_versions")
      .select("number,definition,note,rolled_back_to,published_at")
      .eq("workflow_id", id)
      .eq("number", number),
  );
  return row?.definition ?? null;
}

export async function createWorkflow(
  db: Db,
  { orgId, name, draft }: { orgId: string; name: string; draft: object },
): Promise<string> {
  const { Uuid } = await rows();
  return parseAnswer(Uuid, await db.rpc("create_workflow", { org_id: orgId, name, definition: draft }));
}
