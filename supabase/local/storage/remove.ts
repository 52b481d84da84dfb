import * as z from "zod";
import type { Caller } from "./database.ts";
import { faults } from "./faults.ts";
import { parseBody } from "./parse-body.ts";
import type { StorageParts } from "./parts.ts";
import type { ObjectRow } from "./rows.ts";

const MAX_PREFIXES = 1000;
const Removal = z.object({ prefixes: z.array(z.string()).min(1).max(MAX_PREFIXES) });

/** DELETE /object/:bucket: the named objects that the caller may delete; the others stay, without a word. */
export async function removeMany(
  parts: StorageParts,
  caller: Caller,
  bucketId: string,
  body: unknown,
): Promise<Response> {
  const { prefixes } = parseBody(Removal, body);
  return Response.json(await removeObjects(parts, caller, bucketId, prefixes));
}

/** DELETE /object/:bucket/:name. */
export async function removeOne(
  parts: StorageParts,
  caller: Caller,
  { bucketId, name }: { bucketId: string; name: string },
): Promise<Response> {
  const removed = await removeObjects(parts, caller, bucketId, [name]);
  if (removed.length === 0) throw faults.noObject();
  return Response.json({ message: "Successfully deleted" });
}

/** The rows go in a transaction, the files after it: a file without a row is of no harm, a row without a file is. */
export async function removeObjects(
  { database, files }: StorageParts,
  caller: Caller,
  bucketId: string,
  names: readonly string[] | null,
): Promise<ObjectRow[]> {
  const removed = await database.transaction(caller, ({ asCaller }) =>
    asCaller(
      (sql) => sql<ObjectRow[]>`
        delete from storage.objects
        where bucket_id = ${bucketId}
          and (${names === null} or name = any(${names === null ? [] : [...names]}::text[]))
        returning *`,
    ),
  );
  await files.remove(removed.flatMap(({ version }) => (version ? [version] : [])));
  return [...removed];
}
