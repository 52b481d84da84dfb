import { queryOptions } from "@tanstack/react-query";
import { z } from "zod";
import type { DbSource } from "../../lib/browser-db.tsx";
import { type Db, parseRows, requireDone } from "../../lib/db.ts";

const DeviceKey = z.object({
  id: z.uuid(),
  org_id: z.uuid(),
  name: z.string(),
  prefix: z.string(),
  source_id: z.uuid().nullable(),
  scopes: z.array(z.string()),
  created_at: z.string(),
  expires_at: z.string().nullable(),
  last_used_at: z.string().nullable(),
});
export type DeviceKey = z.infer<typeof DeviceKey>;

const MadeKey = z.object({ id: z.uuid(), key: z.string().startsWith("flk_") });
export type MadeKey = z.infer<typeof MadeKey>;

export const keyKeys = { all: ["keys"] as const };

/** Keys in use; revoked ones stay in the audit log only. */
export function keysQuery(db: DbSource) {
  return queryOptions({ queryKey: keyKeys.all, queryFn: () => listKeys(db()) });
}

export async function listKeys(db: Db): Promise<DeviceKey[]> {
  return parseRows(
    DeviceKey,
    await db
      .from("api_keys")
      .select("id,org_id,name,prefix,source_id,scopes,created_at,expires_at,last_used_at")
      .is("revoked_at", null)
      .order("created_at", { ascending: false })
      .limit(50),
  );
}

/** What a key may do, in the words of the page. */
export const SCOPES = {
  ingest: { label: "Send events", says: "to the source above" },
  read: { label: "Read what Floyo found", says: "patterns and suggestions of yours" },
  run: { label: "Start workflows", says: "that you may start yourself" },
} as const;
export type Scope = keyof typeof SCOPES;

export interface KeyWish {
  name: string;
  sourceId: string;
  scopes: readonly Scope[];
  /** Null: until it is revoked. */
  days: number | null;
}

/** Makes a key; it wants fresh proof of who is asking. The key itself is in this answer and nowhere else. */
export async function createKey(db: Db, { name, sourceId, scopes, days }: KeyWish): Promise<MadeKey> {
  const [made] = parseRows(
    MadeKey,
    await db.rpc("create_api_key", { name, source_id: sourceId, expires_in_days: days, scopes }),
  );
  if (!made) throw new Error("create_api_key gave no key");
  return made;
}

export async function revokeKey(db: Db, id: string): Promise<void> {
  requireDone(await db.rpc("revoke_api_key", { key_id: id }));
}
