import { queryOptions } from "@tanstack/react-query";
import type { DbSource } from "../../../lib/browser-db.tsx";
import { type Db, parseAnswer, parseRows, requireDone } from "../../../lib/db.ts";
import type { Draft } from "../draft.ts";
import type { SharedGap } from "./shared-words.tsx";

const rows = () => import("../rows.ts");

/** A link to a version; the token is in the link alone. */
export interface WorkflowShare {
  id: string;
  number: number;
  /** null: they are no member any more. */
  madeBy: string | null;
  createdAt: string;
  expiresAt: string;
}

/** What a link shows. */
export interface SharedCopy {
  name: string;
  definition: Draft;
  gaps: SharedGap[];
}

export const shareKeys = { list: (id: string) => ["workflows", "shares", id] as const };

/** Links to a workflow, the newest first; none to whoever may not change it. */
export function sharesQuery(db: DbSource, id: string) {
  return queryOptions({ queryKey: shareKeys.list(id), queryFn: () => listShares(db(), id) });
}

async function listShares(db: Db, id: string): Promise<WorkflowShare[]> {
  const { ShareRow } = await rows();
  const found = parseRows(ShareRow, await db.rpc("list_workflow_shares", { workflow_id: id }));
  return found.map((row) => ({
    id: row.id,
    number: row.number,
    madeBy: row.made_by,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
  }));
}

/** The copy of a version that a link would show: everything private is taken out here, before it is sent anywhere. */
export async function copyOf(name: string, definition: Draft): Promise<SharedCopy> {
  const [{ WorkflowDefinition }, { redactDefinition }, { redactText }] = await Promise.all([
    import("@floyo/shared/workflows/definition.ts"),
    import("@floyo/shared/workflows/sharing/redact-definition.ts"),
    import("@floyo/shared/workflows/sharing/redact-text.ts"),
  ]);
  const redacted = redactDefinition(WorkflowDefinition.parse(definition));
  return { name: redactText(name), definition: redacted.definition as Draft, gaps: redacted.gaps };
}

/** Makes a link; gives its address, which nobody can be shown again: the database learns the hash of its token alone. */
export async function shareWorkflow(
  db: Db,
  {
    id,
    number,
    days,
    origin,
    ...copy
  }: SharedCopy & { id: string; number: number; days: number; origin: string },
): Promise<string> {
  const token = base64Url(crypto.getRandomValues(new Uint8Array(32)));
  const { Uuid } = await rows();
  parseAnswer(
    Uuid,
    await db.rpc("share_workflow", { id, number, days, token_hash: await sha256Hex(token), ...copy }),
  );
  return `${origin}/shared/${token}`;
}

export async function revokeShare(db: Db, id: string, shareId: string): Promise<void> {
  requireDone(await db.rpc("revoke_workflow_share", { workflow_id: id, share_id: shareId }));
}

async function sha256Hex(text: string): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

function base64Url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replace(/\+/g, "-")
    .replace(/\//g, "_")
    .replace(/=+$/, "");
}
