import type { Caller, StorageSql } from "./database.ts";
import { faults } from "./faults.ts";
import { checkObjectName } from "./names.ts";
import { findBucket, type StorageParts } from "./parts.ts";
import type { ObjectRow } from "./rows.ts";

export interface Place {
  bucketId: string;
  name: string;
}

/** The row, by the policies of the connection's role; refuses as if what they hide were not there. */
export async function readObject(sql: StorageSql, { bucketId, name }: Place): Promise<ObjectRow> {
  checkObjectName(name);
  const [row] = await sql<ObjectRow[]>`
    select id, name, bucket_id, version, metadata, user_metadata, created_at, updated_at, last_accessed_at
    from storage.objects where bucket_id = ${bucketId} and name = ${name}`;
  if (!row) throw faults.noObject();
  return row;
}

/** As the caller; in a public bucket, as anybody. */
export async function objectFor(parts: StorageParts, caller: Caller, place: Place): Promise<ObjectRow> {
  const bucket = await findBucket(parts, place.bucketId).catch(() => null);
  if (bucket?.public) return publicObject(parts, place);
  return parts.database.transaction(caller, ({ asCaller }) => asCaller((sql) => readObject(sql, place)));
}

/** For anybody, if the bucket is public. */
export async function publicObject(parts: StorageParts, place: Place): Promise<ObjectRow> {
  const bucket = await findBucket(parts, place.bucketId);
  if (!bucket.public) throw faults.noBucket();
  return readObject(parts.database.owner as unknown as StorageSql, place);
}

/** For whoever holds a signed address. */
export function signedObject(parts: StorageParts, place: Place): Promise<ObjectRow> {
  return readObject(parts.database.owner as unknown as StorageSql, place);
}
