import type { GivenRole, Role } from "@floyo/shared/access/roles.ts";
import { queryOptions } from "@tanstack/react-query";
import type { DbSource } from "../../lib/browser-db.tsx";
import { type Db, parseAnswer, parseRows, requireDone } from "../../lib/db.ts";
import { organisationKeys } from "../organisations/queries.ts";

// The schemas come with the first answer of the database, not with the page.
const rows = () => import("./rows.ts");

export interface Member {
  id: string;
  /** The name they gave, else their address. */
  name: string;
  email: string;
  role: Role;
  joinedAt: string;
  isMe: boolean;
}

export interface Invitation {
  id: string;
  email: string;
  role: GivenRole;
  sentAt: string;
  sends: number;
  expiresAt: string;
  outcome: "accepted" | "declined" | "revoked" | null;
}

const NEWEST = 50;

export const memberKeys = {
  members: (orgId: string) => [...organisationKeys.one(orgId), "members"] as const,
  invitations: (orgId: string) => [...organisationKeys.one(orgId), "invitations"] as const,
};

/** Members of an organisation, the owner first. */
export function membersQuery(db: DbSource, orgId: string) {
  return queryOptions({ queryKey: memberKeys.members(orgId), queryFn: () => listMembers(db(), orgId) });
}

async function listMembers(db: Db, orgId: string): Promise<Member[]> {
  const { MemberRow } = await rows();
  return parseRows(MemberRow, await db.rpc("members_of", { org_id: orgId })).map((row) => ({
    id: row.user_id,
    name: row.name || row.email || "Somebody",
    email: row.email ?? "",
    role: row.role,
    joinedAt: row.joined_at,
    isMe: row.is_me,
  }));
}

/** Invitations that are open, then the newest that are not; for those who invite. */
export function invitationsQuery(db: DbSource, orgId: string) {
  return queryOptions({
    queryKey: memberKeys.invitations(orgId),
    queryFn: () => listInvitations(db(), orgId),
  });
}

async function listInvitations(db: Db, orgId: string): Promise<Invitation[]> {
  const { InvitationRow } = await rows();
  const found = parseRows(
    InvitationRow,
    await db
      .from("invitations")
      .select("id,email,role,sent_at,sends,expires_at,settled_at,outcome")
      .eq("org_id", orgId)
      .order("settled_at", { ascending: false, nullsFirst: true })
      .order("created_at", { ascending: false })
      .limit(NEWEST),
  );
  return found.map((row) => ({
    id: row.id,
    email: row.email,
    role: row.role,
    sentAt: row.sent_at,
    sends: row.sends,
    expiresAt: row.expires_at,
    outcome: row.outcome,
  }));
}

export async function changeRole(db: Db, orgId: string, userId: string, role: string): Promise<void> {
  requireDone(await db.rpc("change_role", { org_id: orgId, user_id: userId, role }));
}

export async function removeMember(db: Db, orgId: string, userId: string): Promise<void> {
  requireDone(await db.rpc("remove_member", { org_id: orgId, user_id: userId }));
}

/** Gives the token of the link, this one time. */
export async function inviteMember(
  db: Db,
  { orgId, email, role }: { orgId: string; email: string; role: string },
): Promise<string> {
  const { MadeInvitation } = await rows();
  const [made] = parseRows(MadeInvitation, await db.rpc("invite_member", { org_id: orgId, email, role }));
  if (!made) throw new Error("invite_member gave no token");
  return made.token;
}

/** Mails it again with a new link, and gives its token; the old link ends. */
export async function resendInvitation(db: Db, id: string): Promise<string> {
  const { Token } = await rows();
  return parseAnswer(Token, await db.rpc("resend_invitation", { id }));
}

export async function revokeInvitation(db: Db, id: string): Promise<void> {
  requireDone(await db.rpc("revoke_invitation", { id }));
}

/** Where the link of an invitation leads. */
export function invitationUrl(token: string): string {
  return `${window.location.origin}/invite?token=${token}`;
}
