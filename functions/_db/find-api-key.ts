import { z } from "zod";
import type { Database } from "./client.ts";

const FoundKey = z.object({
  userId: z.uuid(),
  sourceId: z.uuid().nullable(),
  scopes: z.array(z.string()),
  problem: z.string().nullable(),
});

/** Whose device key has this SHA-256; null when there is no such key. */
export async function findApiKey(
  sql: Database,
  keyHash: Uint8Array,
): Promise<z.infer<typeof FoundKey> | null> {
  const rows = await sql`
    select user_id as "userId", source_id as "sourceId", to_json(scopes) as scopes, problem
    from private.find_api_key(${keyHash})`;
  return rows[0] ? FoundKey.parse(rows[0]) : null;
}
