import { infiniteQueryOptions } from "@tanstack/react-query";
import type { DbSource } from "../../lib/browser-db.tsx";
import { type Db, parseRows } from "../../lib/db.ts";
import { organisationKeys } from "../organisations/queries.ts";
import { type AuditFilter, filterArguments } from "./audit-filter.ts";
import type { AuditCheck, AuditRow } from "./rows.ts";

// The schemas come with the first answer of the database, not with the page.
const rows = () => import("./rows.ts");

/** A row of the log, with the name of the device it came from. */
export interface AuditEntry extends AuditRow {
  device: string | null;
}

const PAGE = 50;
const EXPORT_PAGE = 1_000;
const EXPORT_MOST = 100_000;

export const auditKeys = {
  entries: (orgId: string, filter: AuditFilter) => [...organisationKeys.one(orgId), "audit", filter] as const,
};

/** The log of an organisation, the newest first, page after page. */
export function auditQuery(db: DbSource, orgId: string, filter: AuditFilter) {
  return infiniteQueryOptions({
    queryKey: auditKeys.entries(orgId, filter),
    queryFn: ({ pageParam }) => listEntries(db(), orgId, { filter, before: pageParam, take: PAGE }),
    initialPageParam: null as number | null,
    getNextPageParam: (page: AuditEntry[]) =>
      page.length < PAGE ? undefined : (page.at(-1)?.id ?? undefined),
    refetchInterval: false,
  });
}

async function listEntries(
  db: Db,
  orgId: string,
  { filter, before, take }: { filter: AuditFilter; before: number | null; take: number },
): Promise<AuditEntry[]> {
  const [{ AuditRow }, { deviceName }] = await Promise.all([rows(), import("../sessions/device-name.ts")]);
  const found = parseRows(
    AuditRow,
    await db.rpc("audit_entries", { org_id: orgId, ...filterArguments(filter), before, take }),
  );
  return found.map((row) => ({
    ...row,
    device: row.user_agent === null ? null : deviceName(row.user_agent),
  }));
}

/** All rows that a filter leaves, for an export. */
export async function everyEntry(db: Db, orgId: string, filter: AuditFilter): Promise<AuditEntry[]> {
  const all: AuditEntry[] = [];
  let before: number | null = null;
  while (all.length < EXPORT_MOST) {
    const page: AuditEntry[] = await listEntries(db, orgId, { filter, before, take: EXPORT_PAGE });
    all.push(...page);
    if (page.length < EXPORT_PAGE) break;
    before = page.at(-1)?.id ?? null;
  }
  return all;
}

/** Walks the whole chain of an organisation. */
export async function checkLog(db: Db, orgId: string): Promise<AuditCheck> {
  const { AuditCheck } = await rows();
  const [check] = parseRows(AuditCheck, await db.rpc("verify_audit_log", { org_id: orgId }));
  if (!check) throw new Error("verify_audit_log gave no row");
  return check;
}
