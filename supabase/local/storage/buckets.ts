import * as z from "zod";
import type { Caller } from "./database.ts";
import { faults, isDuplicate } from "./faults.ts";
import { checkBucketName, readSizeLimit } from "./names.ts";
import { parseBody } from "./parse-body.ts";
import { ownerOf, type StorageParts, uuidOrNull } from "./parts.ts";
import { removeObjects } from "./remove.ts";
import { STORAGE_SETTINGS } from "./settings.ts";

const Limits = {
  public: z.boolean().optional(),
  file_size_limit: z.union([z.number().int().min(0), z.string().max(32)]).nullish(),
  allowed_mime_types: z
    .array(
      z
        .string()
        .regex(/^(\*|[\w.+-]+\/(\*|[\w.+-]+))$/, "Invalid mime type, expected type/subtype or type/*"),
    )
    .nullish(),
};
const NewBucket = z.object({ id: z.string().optional(), name: z.string(), ...Limits });
const BucketChange = z.object(Limits);
const Listing = z.object({
  limit: z.coerce.number().int().min(1).max(1000).default(100),
  offset: z.coerce.number().int().min(0).default(0),
  search: z.string().default(""),
  sortColumn: z.enum(["id", "name", "created_at", "updated_at"]).default("name"),
  sortOrder: z.enum(["asc", "desc"]).default("asc"),
});

export async function listBuckets(
  { database }: StorageParts,
  caller: Caller,
  query: URLSearchParams,
): Promise<Response> {
  const wish = parseBody(Listing, Object.fromEntries(query));
  const rows = await database.transaction(caller, ({ asCaller }) =>
    asCaller(
      (sql) => sql`
        select id, name, owner, public, type, file_size_limit, allowed_mime_types, created_at, updated_at
        from storage.buckets where position(lower(${wish.search}) in lower(name)) > 0
        order by ${sql(wish.sortColumn)} ${wish.sortOrder === "asc" ? sql`asc` : sql`desc`}
        limit ${wish.limit} offset ${wish.offset}`,
    ),
  );
  return Response.json([...rows]);
}

export async function getBucket({ database }: StorageParts, caller: Caller, id: string): Promise<Response> {
  const [bucket] = await database.transaction(caller, ({ asCaller }) =>
    asCaller(
      (sql) => sql`
        select id, name, owner, public, type, file_size_limit, allowed_mime_types, created_at, updated_at
        from storage.buckets where id = ${id}`,
    ),
  );
  if (!bucket) throw faults.noBucket();
  return Response.json(bucket);
}

export async function createBucket(
  { database }: StorageParts,
  caller: Caller,
  body: unknown,
): Promise<Response> {
  const wanted = parseBody(NewBucket, body);
  const name = checkBucketName(wanted.name);
  const owner = ownerOf(caller.claims);
  await database.transaction(caller, ({ asCaller }) =>
    asCaller((sql) =>
      sql`
        insert into storage.buckets (id, name, owner, owner_id, public, file_size_limit, allowed_mime_types)
        values (${checkBucketName(wanted.id ?? name)}, ${name}, ${uuidOrNull(owner)}, ${owner},
          ${wanted.public ?? false}, ${checkedLimit(wanted.file_size_limit)},
          ${wanted.allowed_mime_types ?? null}::text[])`.catch((error: unknown) => {
        throw isDuplicate(error) ? faults.exists("Bucket") : error;
      }),
    ),
  );
  return Response.json({ name });
}

export async function updateBucket(
  { database }: StorageParts,
  caller: Caller,
  id: string,
  body: unknown,
): Promise<Response> {
  const wanted = parseBody(BucketChange, body);
  const updated = await database.transaction(caller, ({ asCaller }) =>
    asCaller(
      (sql) => sql`
        update storage.buckets set
          public = coalesce(${wanted.public ?? null}::boolean, public),
          file_size_limit = case when ${wanted.file_size_limit === undefined}::boolean then file_size_limit
            else ${checkedLimit(wanted.file_size_limit)}::bigint end,
          allowed_mime_types = case when ${wanted.allowed_mime_types === undefined}::boolean
            then allowed_mime_types else ${wanted.allowed_mime_types ?? null}::text[] end,
          updated_at = now()
        where id = ${id}`,
    ),
  );
  if (updated.count === 0) throw faults.noBucket();
  return Response.json({ message: "Successfully updated" });
}

export async function emptyBucket(parts: StorageParts, caller: Caller, id: string): Promise<Response> {
  await getBucket(parts, caller, id);
  await removeObjects(parts, caller, id, null);
  return Response.json({ message: "Successfully emptied" });
}

export async function deleteBucket(
  { database }: StorageParts,
  caller: Caller,
  id: string,
): Promise<Response> {
  const deleted = await database.transaction(caller, async ({ asCaller, asOwner }) => {
    const objects = await asOwner((sql) => sql`select from storage.objects where bucket_id = ${id} limit 1`);
    if (objects.length > 0) throw faults.notEmpty();
    return asCaller((sql) => sql`delete from storage.buckets where id = ${id}`);
  });
  if (deleted.count === 0) throw faults.noBucket();
  return Response.json({ message: "Successfully deleted" });
}

function checkedLimit(limit: number | string | null | undefined): number | null {
  const bytes = readSizeLimit(limit);
  if (bytes !== null && bytes > STORAGE_SETTINGS.fileSizeLimit) throw faults.tooLarge();
  return bytes;
}
