import * as z from "zod";
import type { Caller } from "./database.ts";
import { parseBody } from "./parse-body.ts";
import type { StorageParts } from "./parts.ts";

const MAX_LIMIT = 1000;
const COLUMNS = ["name", "updated_at", "created_at", "last_accessed_at"] as const;
const Wish = z.object({
  prefix: z.string().max(1024).default(""),
  limit: z.number().int().min(1).max(MAX_LIMIT).default(100),
  offset: z.number().int().min(0).default(0),
  search: z.string().max(1024).default(""),
  sortBy: z
    .object({ column: z.enum(COLUMNS).default("name"), order: z.enum(["asc", "desc"]).default("asc") })
    .default({ column: "name", order: "asc" }),
});

/** POST /object/list/:bucket: one folder, its files and the folders in it, of what the caller may see. */
export async function list(
  { database }: StorageParts,
  caller: Caller,
  bucketId: string,
  body: unknown,
): Promise<Response> {
  const { prefix, limit, offset, search, sortBy } = parseBody(Wish, body);
  const folder = prefix === "" || prefix.endsWith("/") ? prefix : `${prefix}/`;
  const rows = await database.transaction(caller, ({ asCaller }) =>
    asCaller((sql) => {
      const sorted = sortBy.column === "name" ? sql`name collate "C"` : sql(sortBy.column);
      return sql`
        with inside as (
          select substr(name, length(${folder}::text) + 1) as rest, id, updated_at, created_at, last_accessed_at, metadata
          from storage.objects
          where bucket_id = ${bucketId} and starts_with(name, ${folder}) and name <> ${folder}
        ), entries as (
          select rest as name, id, updated_at, created_at, last_accessed_at, metadata
          from inside where position('/' in rest) = 0
          union all
          select distinct split_part(rest, '/', 1), null::uuid, null::timestamptz, null::timestamptz,
            null::timestamptz, null::jsonb
          from inside where position('/' in rest) > 0
        )
        select * from entries
        where starts_with(lower(name), lower(${search}))
        order by ${sorted} ${sortBy.order === "asc" ? sql`asc` : sql`desc`} nulls last, name collate "C"
        limit ${limit} offset ${offset}`;
    }),
  );
  return Response.json([...rows]);
}
