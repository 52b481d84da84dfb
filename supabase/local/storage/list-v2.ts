import * as z from "zod";
import type { Caller } from "./database.ts";
import { faults } from "./faults.ts";
import { parseBody } from "./parse-body.ts";
import type { StorageParts } from "./parts.ts";

const MAX_LIMIT = 1000;
const Wish = z.object({
  prefix: z.string().max(1024).default(""),
  limit: z.number().int().min(1).max(MAX_LIMIT).default(MAX_LIMIT),
  cursor: z.string().max(4096).optional(),
  with_delimiter: z.boolean().default(false),
  sortBy: z
    .object({
      column: z.enum(["name", "updated_at", "created_at"]).default("name"),
      order: z.enum(["asc", "desc"]).default("asc"),
    })
    .default({ column: "name", order: "asc" }),
});
const Cursor = z.object({ key: z.string(), value: z.string() });

interface Entry {
  key: string;
  value: string;
  is_folder: boolean;
  id: string;
  updated_at: string;
  created_at: string;
  last_accessed_at: string;
  metadata: unknown;
}

/** POST /object/list-v2/:bucket: everything below a prefix by full name, page by page from the last page's end. */
export async function listV2(
  { database }: StorageParts,
  caller: Caller,
  bucketId: string,
  body: unknown,
): Promise<Response> {
  const { prefix, limit, cursor, with_delimiter: isDelimited, sortBy } = parseBody(Wish, body);
  const after = cursor === undefined ? null : readCursor(cursor);
  const isRising = sortBy.order === "asc";
  const rows = await database.transaction(caller, ({ asCaller }) =>
    asCaller((sql) => {
      const sorted =
        sortBy.column === "name"
          ? sql`''`
          : sql`to_char(${sql(sortBy.column)} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US')`;
      const rest = sql`substr(name, length(${prefix}::text) + 1)`;
      const direction = isRising ? sql`asc` : sql`desc`;
      const beyond = isRising ? sql`>` : sql`<`;
      return sql<Entry[]>`
        with entries as (
          select name as key, ${sorted} as value, false as is_folder, id, updated_at, created_at,
            last_accessed_at, metadata
          from storage.objects
          where bucket_id = ${bucketId} and starts_with(name, ${prefix})
            and (not ${isDelimited}::boolean or position('/' in ${rest}) = 0)
          union all
          select distinct ${prefix}::text || split_part(${rest}, '/', 1) || '/', '', true, null::uuid,
            null::timestamptz, null::timestamptz, null::timestamptz, null::jsonb
          from storage.objects
          where bucket_id = ${bucketId} and starts_with(name, ${prefix})
            and ${isDelimited}::boolean and position('/' in ${rest}) > 0
        )
        select * from entries
        where ${after === null}::boolean
          or (value collate "C", key collate "C") ${beyond} (${after?.value ?? ""}::text, ${after?.key ?? ""}::text)
        order by value collate "C" ${direction}, key collate "C" ${direction}
        limit ${limit + 1}`;
    }),
  );
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  const hasNext = rows.length > limit;
  return Response.json({
    hasNext,
    ...(hasNext && last ? { nextCursor: writeCursor(last) } : {}),
    folders: page.flatMap(({ is_folder, key }) => (is_folder ? [{ name: key, key: key.slice(0, -1) }] : [])),
    objects: page.flatMap(({ is_folder, value: _value, key, ...rest }) =>
      is_folder ? [] : [{ name: key, key, ...rest }],
    ),
  });
}

function writeCursor({ key, value }: Entry): string {
  return Buffer.from(JSON.stringify({ key, value })).toString("base64url");
}

function readCursor(text: string): z.infer<typeof Cursor> {
  try {
    return Cursor.parse(JSON.parse(Buffer.from(text, "base64url").toString("utf8")));
  } catch {
    throw faults.badRequest("Invalid cursor");
  }
}
