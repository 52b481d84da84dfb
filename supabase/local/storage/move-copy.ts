import { randomUUID } from "node:crypto";
import * as z from "zod";
import type { Caller } from "./database.ts";
import { faults, isDuplicate } from "./faults.ts";
import { readObject } from "./find-object.ts";
import { lockObject } from "./lock-object.ts";
import { checkObjectName } from "./names.ts";
import { parseBody } from "./parse-body.ts";
import { findBucket, ownerOf, type StorageParts, uuidOrNull } from "./parts.ts";

const Journey = z.object({
  bucketId: z.string(),
  sourceKey: z.string(),
  destinationKey: z.string(),
  destinationBucket: z.string().optional(),
  copyMetadata: z.boolean().default(true),
  metadata: z.record(z.string(), z.unknown()).optional(),
});

/** POST /object/move: another name for the same file, which the caller must be allowed to read and to change. */
export async function move(parts: StorageParts, caller: Caller, body: unknown): Promise<Response> {
  const { from, to } = readJourney(body);
  await findBucket(parts, to.bucketId);
  const row = await parts.database.transaction(caller, async ({ asCaller }) =>
    asCaller(async (sql) => {
      const source = await readObject(sql, from);
      const moved = await sql`
        update storage.objects set bucket_id = ${to.bucketId}, name = ${to.name} where id = ${source.id}`.catch(
        duplicate,
      );
      if (moved.count === 0) throw faults.denied();
      return source;
    }),
  );
  return Response.json({
    message: "Successfully moved",
    Id: row.id,
    Key: `${to.bucketId}/${to.name}`,
  });
}

/** POST /object/copy: a second file, which belongs to the caller. */
export async function copy(
  parts: StorageParts,
  caller: Caller,
  body: unknown,
  { isUpsert }: { isUpsert: boolean },
): Promise<Response> {
  const { from, to, copyMetadata, metadata } = readJourney(body);
  await findBucket(parts, to.bucketId);
  const source = await parts.database.transaction(caller, ({ asCaller }) =>
    asCaller((sql) => readObject(sql, from)),
  );
  const version = await parts.files.copy(source.version);
  const id = randomUUID();
  const owner = ownerOf(caller.claims);
  const userMetadata = copyMetadata ? source.user_metadata : (metadata ?? null);
  try {
    const replaced = await parts.database.transaction(caller, async ({ asCaller, asOwner }) => {
      const before = await asOwner((sql) => lockObject(sql, to));
      await asCaller((sql) => {
        const replacing = isUpsert
          ? sql`on conflict (bucket_id, name) do update set version = excluded.version,
              metadata = excluded.metadata, user_metadata = excluded.user_metadata`
          : sql``;
        return sql`
          insert into storage.objects (id, bucket_id, name, owner, owner_id, version, metadata, user_metadata)
          values (${id}, ${to.bucketId}, ${to.name}, ${uuidOrNull(owner)}, ${owner}, ${version},
            ${sql.json({ ...source.metadata, lastModified: new Date().toISOString() })},
            ${userMetadata && sql.json(userMetadata as never)})
          ${replacing}`.catch(duplicate);
      });
      return before?.version ? [before.version] : [];
    });
    await parts.files.remove(replaced);
  } catch (error) {
    await parts.files.remove([version]);
    throw error;
  }
  return Response.json({ Id: id, Key: `${to.bucketId}/${to.name}`, name: to.name, bucket_id: to.bucketId });
}

function readJourney(body: unknown) {
  const { bucketId, sourceKey, destinationKey, destinationBucket, ...rest } = parseBody(Journey, body);
  const to = { bucketId: destinationBucket ?? bucketId, name: checkObjectName(destinationKey) };
  return { from: { bucketId, name: sourceKey }, to, ...rest };
}

function duplicate(error: unknown): never {
  throw isDuplicate(error) ? faults.exists("Key") : error;
}
