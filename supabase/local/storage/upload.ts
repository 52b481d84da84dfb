import { createHash, randomUUID } from "node:crypto";
import type { Caller, StorageSql } from "./database.ts";
import { faults, isDuplicate } from "./faults.ts";
import { lockObject } from "./lock-object.ts";
import { checkObjectName, isAllowedType } from "./names.ts";
import { findBucket, ownerOf, type StorageParts, uuidOrNull } from "./parts.ts";
import type { BucketRow, FileMetadata } from "./rows.ts";
import { STORAGE_SETTINGS } from "./settings.ts";
import type { Upload } from "./upload-body.ts";

export interface UploadWish {
  bucketId: string;
  name: string;
  /** Takes the place of an object of the same name. */
  isUpsert: boolean;
}

/** A file and its row: the bytes first, then the row as the caller, then the bytes that it replaced go. */
export async function upload(
  parts: StorageParts,
  caller: Caller,
  wish: UploadWish,
  file: Upload,
): Promise<Response> {
  checkObjectName(wish.name);
  checkFile(await findBucket(parts, wish.bucketId), file);
  const stored = await store(parts, file.bytes, (version) =>
    parts.database.transaction(caller, async ({ asCaller, asOwner }) => {
      const before = await asOwner((sql) => lockObject(sql, wish));
      await asCaller((sql) => writeRow(sql, caller, wish, { file, version }));
      return { before, after: await asOwner((sql) => lockObject(sql, wish)) };
    }),
  );
  if (stored.before?.version) await parts.files.remove([stored.before.version]);
  return Response.json({ Key: `${wish.bucketId}/${wish.name}`, Id: stored.after?.id });
}

/** For a link that allows an upload: refuses whoever could not make the upload themselves, and changes nothing. */
export async function checkUploadRight(
  { database }: StorageParts,
  caller: Caller,
  wish: UploadWish,
): Promise<void> {
  const undo = new Error("undo");
  const file = { bytes: new Uint8Array(), type: "", cacheControl: "", userMetadata: null };
  await database
    .transaction(caller, async ({ asCaller }) => {
      await asCaller((sql) => writeRow(sql, caller, wish, { file, version: randomUUID() }));
      throw undo;
    })
    .catch((error: unknown) => {
      if (error !== undo) throw error;
    });
}

/** Keeps the bytes while `work` writes their row, and drops them when it fails. */
async function store<T>(
  { files }: StorageParts,
  bytes: Uint8Array,
  work: (version: string) => Promise<T>,
): Promise<T> {
  const version = await files.write(bytes);
  try {
    return await work(version);
  } catch (error) {
    await files.remove([version]);
    throw error;
  }
}

function checkFile(bucket: BucketRow, { bytes, type }: Upload): void {
  const limit = Math.min(bucket.file_size_limit ?? Number.POSITIVE_INFINITY, STORAGE_SETTINGS.fileSizeLimit);
  if (bytes.length > limit) throw faults.tooLarge();
  if (!isAllowedType(type, bucket.allowed_mime_types)) throw faults.badMimeType(type);
}

async function writeRow(
  sql: StorageSql,
  { claims }: Caller,
  { bucketId, name, isUpsert }: UploadWish,
  { file, version }: { file: Upload; version: string },
): Promise<void> {
  const owner = ownerOf(claims);
  const row = {
    bucket_id: bucketId,
    name,
    owner: uuidOrNull(owner),
    owner_id: owner,
    version,
    metadata: sql.json({ ...metadataOf(file) }),
    user_metadata: file.userMetadata && sql.json(file.userMetadata as never),
  };
  const replacing = isUpsert
    ? sql`
        on conflict (bucket_id, name) do update set owner = excluded.owner, owner_id = excluded.owner_id,
          version = excluded.version, metadata = excluded.metadata, user_metadata = excluded.user_metadata`
    : sql``;
  await sql`insert into storage.objects ${sql(row)} ${replacing}`.catch((error: unknown) => {
    throw isDuplicate(error) ? faults.exists("Key") : error;
  });
}

function metadataOf({ bytes, type, cacheControl }: Upload): FileMetadata {
  return {
    eTag: `"${createHash("md5").update(bytes).digest("hex")}"`,
    size: bytes.length,
    mimetype: type,
    cacheControl,
    lastModified: new Date().toISOString(),
    contentLength: bytes.length,
    httpStatusCode: 200,
  };
}
