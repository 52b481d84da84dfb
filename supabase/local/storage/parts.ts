import type { Claims } from "../gateway/tokens.ts";
import type { StorageDatabase } from "./database.ts";
import { faults } from "./faults.ts";
import type { FileStore } from "./files.ts";
import type { BucketRow } from "./rows.ts";
import type { Signatures } from "./signatures.ts";

/** What an operation works with. */
export interface StorageParts {
  database: StorageDatabase;
  files: FileStore;
  signatures: Signatures;
}

export async function findBucket({ database }: StorageParts, id: string): Promise<BucketRow> {
  const [bucket] = await database.owner<BucketRow[]>`
    select id, public, file_size_limit, allowed_mime_types from storage.buckets where id = ${id}`;
  if (!bucket) throw faults.noBucket();
  return bucket;
}

/** The person to whom a new object belongs. */
export function ownerOf(claims: Claims): string | null {
  return claims.sub ?? null;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** The deprecated column `owner` is a uuid; `owner_id` takes any id. */
export function uuidOrNull(id: string | null): string | null {
  return id !== null && UUID.test(id) ? id : null;
}
