import { queryOptions } from "@tanstack/react-query";
import type { DbSource } from "../../lib/browser-db.tsx";
import { type Db, parseAnswer, parseRows, requireDone } from "../../lib/db.ts";

// The schemas come with the first answer of the database, not with the page.
const rows = () => import("./rows.ts");

export type Op = "created" | "modified" | "moved" | "deleted" | "opened" | "downloaded" | "uploaded" | "ran";

export interface PrivacySettings {
  retentionDays: number;
  ops: Op[];
  ignoredPaths: string[];
  pausedAt: string | null;
}

export interface KeptRows {
  name: string;
  rows: number;
}

export interface PersonExport {
  id: string;
  status: "waiting" | "running" | "ready" | "failed" | "expired";
  doneRows: number;
  totalRows: number;
  parts: number;
  createdAt: string;
  expiresAt: string | null;
}

export interface Erasure {
  dueAt: string;
  hasBegun: boolean;
}

export const ALL_OPS: readonly Op[] = [
  "created",
  "modified",
  "moved",
  "deleted",
  "opened",
  "downloaded",
  "uploaded",
  "ran",
];

/** What holds for whoever never changed anything, as in the table's own defaults. */
export const DEFAULT_SETTINGS: PrivacySettings = {
  retentionDays: 90,
  ops: [...ALL_OPS],
  ignoredPaths: [],
  pausedAt: null,
};

export const privacyKeys = {
  settings: ["privacy", "settings"],
  kept: ["privacy", "kept"],
  exports: ["privacy", "exports"],
  erasure: ["privacy", "erasure"],
} as const;

const RUNNING_MS = 2_000;

export function privacySettingsQuery(db: DbSource) {
  return queryOptions({ queryKey: privacyKeys.settings, queryFn: () => readSettings(db()) });
}

export function keptRowsQuery(db: DbSource) {
  return queryOptions({ queryKey: privacyKeys.kept, queryFn: () => readKept(db()) });
}

/** Asked again every two seconds while one is being made. */
export function exportsQuery(db: DbSource) {
  return queryOptions({
    queryKey: privacyKeys.exports,
    queryFn: () => readExports(db()),
    refetchInterval: ({ state }) => (state.data?.some(isBeingMade) ? RUNNING_MS : 60_000),
  });
}

export function erasureQuery(db: DbSource) {
  return queryOptions({ queryKey: privacyKeys.erasure, queryFn: () => readErasure(db()) });
}

export function isBeingMade({ status }: PersonExport): boolean {
  return status === "waiting" || status === "running";
}

export async function readSettings(db: Db): Promise<PrivacySettings> {
  const { SettingsRow } = await rows();
  const row = parseAnswer(
    SettingsRow.nullable(),
    await db.from("privacy_settings").select("retention_days,ops,ignored_paths,paused_at").maybeSingle(),
  );
  if (row === null) return DEFAULT_SETTINGS;
  return {
    retentionDays: row.retention_days,
    ops: row.ops,
    ignoredPaths: row.ignored_paths,
    pausedAt: row.paused_at,
  };
}

export async function saveSettings(db: Db, userId: string, next: PrivacySettings): Promise<void> {
  requireDone(
    await db.from("privacy_settings").upsert({
      user_id: userId,
      retention_days: next.retentionDays,
      ops: next.ops,
      ignored_paths: next.ignoredPaths,
      paused_at: next.pausedAt,
    }),
  );
}

async function readKept(db: Db): Promise<KeptRows[]> {
  const { KeptRow } = await rows();
  const kept = parseRows(KeptRow, await db.rpc("kept_rows"));
  return kept.map(({ name, number_of_rows }) => ({ name, rows: number_of_rows }));
}

async function readExports(db: Db): Promise<PersonExport[]> {
  const { ExportRow } = await rows();
  const found = parseRows(
    ExportRow,
    await db
      .from("exports")
      .select("id,status,done_rows,total_rows,parts,created_at,expires_at")
      .order("created_at", { ascending: false })
      .limit(10),
  );
  return found.map((row) => ({
    id: row.id,
    status: row.status,
    doneRows: row.done_rows,
    totalRows: row.total_rows,
    parts: row.parts,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
  }));
}

export async function requestExport(db: Db): Promise<string> {
  const { Uuid } = await rows();
  return parseAnswer(Uuid, await db.rpc("request_export"));
}

async function readErasure(db: Db): Promise<Erasure | null> {
  const { ErasureRow } = await rows();
  const row = parseAnswer(
    ErasureRow.nullable(),
    await db.from("erasures").select("due_at,started_at").maybeSingle(),
  );
  return row && { dueAt: row.due_at, hasBegun: row.started_at !== null };
}

/** Gives the time at which the account goes. */
export async function eraseAccount(
  db: Db,
  { email, graceDays }: { email: string; graceDays: 0 | 7 },
): Promise<string> {
  const { Instant } = await rows();
  return parseAnswer(Instant, await db.rpc("erase_account", { email, grace_days: graceDays }));
}

export async function cancelErasure(db: Db): Promise<void> {
  requireDone(await db.rpc("cancel_erasure"));
}
