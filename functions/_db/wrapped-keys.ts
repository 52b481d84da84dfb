import { z } from "zod";
import { WrappedKey } from "../_secrets/master-keys.ts";
import { parseAnswer } from "./answer.ts";
import type { Database } from "./client.ts";

const StoredKey = z.object({
  of: z.enum(["organisation", "webhook"]),
  id: z.uuid(),
  orgId: z.uuid(),
  wrapped: WrappedKey,
});
export type StoredKey = z.infer<typeof StoredKey>;

/** Data keys that another master key than `master` wraps, by id, those after `after`. */
export async function keysWrappedOtherwise(
  sql: Database,
  { master, after, most }: { master: string; after: string | null; most: number },
): Promise<StoredKey[]> {
  return parseAnswer(
    z.array(StoredKey),
    await sql`select private.keys_wrapped_otherwise(${master}, ${after}, ${most}) as answer`,
  );
}

/** Stores a key wrapped anew; false when what was read is there no more. */
export async function storeWrappedKey(sql: Database, key: StoredKey, next: WrappedKey): Promise<boolean> {
  const [before, after] = [JSON.stringify(key.wrapped), JSON.stringify(next)];
  return parseAnswer(
    z.boolean(),
    await sql`
      select private.store_wrapped_key(${key.of}, ${key.id}, ${before}::text::jsonb, ${after}::text::jsonb) as answer`,
  );
}
