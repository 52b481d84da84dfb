import type { StorageSql } from "./database.ts";

/**
 * The object of that name, or null; until the transaction ends nobody else writes it or makes one. Two first uploads at
 * once would otherwise each see none, and the file of one would be forgotten.
 */
export async function lockObject(
  sql: StorageSql,
  { bucketId, name }: { bucketId: string; name: string },
): Promise<{ id: string; version: string | null } | null> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`${bucketId}/${name}`}, 0))`;
  const [row] = await sql<{ id: string; version: string | null }[]>`
    select id, version from storage.objects where bucket_id = ${bucketId} and name = ${name} for update`;
  return row ?? null;
}
