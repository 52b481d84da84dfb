import type { Role } from "@floyo/shared/access/roles.ts";
import { queryOptions } from "@tanstack/react-query";
import type { DbSource } from "../../lib/browser-db.tsx";
import { type Db, parseAnswer, parseRows, requireDone } from "../../lib/db.ts";

// The schemas come with the first answer of the database, not with the page.
const rows = () => import("./rows.ts");

/** An organisation as one of its members sees it. */
export interface Organisation {
  id: string;
  name: string;
  kind: "personal" | "team";
  role: Role;
  /** Part of the live topic; raised when somebody leaves. */
  epoch: number;
  minPeople: number;
  /** Deleted by its owner, who can bring it back until it is purged. */
  deletedAt: string | null;
}

/** Days within which a deleted organisation can be brought back. */
export const GRACE_DAYS = 14;

export const organisationKeys = {
  all: ["organisations"] as const,
  list: ["organisations", "list"] as const,
  one: (id: string) => ["organisations", id] as const,
};

/** The organisations of the person, their personal one first, then by name. */
export function organisationsQuery(db: DbSource, userId: string) {
  return queryOptions({ queryKey: organisationKeys.list, queryFn: () => readOrganisations(db(), userId) });
}

export async function readOrganisations(db: Db, userId: string): Promise<Organisation[]> {
  const { OrganisationRow } = await rows();
  const found = parseRows(
    OrganisationRow,
    await db
      .from("organisations")
      .select("id,name,kind,epoch,min_people,deleted_at,memberships!memberships_org_id_fkey(role)")
      .eq("memberships.user_id", userId)
      .order("kind")
      .order("name")
      .limit(200),
  );
  return found.map((row) => ({
    id: row.id,
    name: row.name,
    kind: row.kind,
    role: row.memberships[0]?.role ?? "owner",
    epoch: row.epoch,
    minPeople: row.min_people,
    deletedAt: row.deleted_at,
  }));
}

export async function createOrganisation(db: Db, name: string): Promise<string> {
  const { Uuid } = await rows();
  return parseAnswer(Uuid, await db.rpc("create_organisation", { name }));
}

export async function changeOrganisation(
  db: Db,
  id: string,
  change: { name: string; minPeople: number },
): Promise<void> {
  requireDone(
    await db
      .from("organisations")
      .update({ name: change.name.trim(), min_people: change.minPeople })
      .eq("id", id),
  );
}

export async function leaveOrganisation(db: Db, id: string): Promise<void> {
  requireDone(await db.rpc("leave_organisation", { org_id: id }));
}

export async function transferOwnership(db: Db, id: string, userId: string): Promise<void> {
  requireDone(await db.rpc("transfer_ownership", { org_id: id, user_id: userId }));
}

export async function deleteOrganisation(db: Db, id: string, name: string): Promise<void> {
  requireDone(await db.rpc("delete_organisation", { org_id: id, name }));
}

export async function restoreOrganisation(db: Db, id: string): Promise<void> {
  requireDone(await db.rpc("restore_organisation", { org_id: id }));
}
