import * as z from "zod";
import type { Caller } from "./database.ts";
import { type Place, readObject } from "./find-object.ts";
import { checkObjectName } from "./names.ts";
import { parseBody } from "./parse-body.ts";
import { findBucket, ownerOf, type StorageParts } from "./parts.ts";
import { STORAGE_SETTINGS } from "./settings.ts";
import { checkUploadRight, type UploadWish, upload } from "./upload.ts";
import { readUpload } from "./upload-body.ts";

const MAX_PATHS = 1000;
const ExpiresIn = z.number().int().min(1);
const One = z.object({ expiresIn: ExpiresIn });
const Many = z.object({ expiresIn: ExpiresIn, paths: z.array(z.string()).min(1).max(MAX_PATHS) });

/** POST /object/sign/:bucket/:name: an address that opens an object for a while, for who may read it now. */
export async function signObject(
  parts: StorageParts,
  caller: Caller,
  place: Place,
  body: unknown,
): Promise<Response> {
  const { expiresIn } = parseBody(One, body);
  await parts.database.transaction(caller, ({ asCaller }) => asCaller((sql) => readObject(sql, place)));
  return Response.json({ signedURL: signedAddress(parts, place, expiresIn) });
}

/** POST /object/sign/:bucket. What the caller may not read has an error in its place. */
export async function signObjects(
  parts: StorageParts,
  caller: Caller,
  bucketId: string,
  body: unknown,
): Promise<Response> {
  const { expiresIn, paths } = parseBody(Many, body);
  const rows = await parts.database.transaction(caller, ({ asCaller }) =>
    asCaller(
      (sql) => sql<{ name: string }[]>`
        select name from storage.objects where bucket_id = ${bucketId} and name = any(${paths}::text[])`,
    ),
  );
  const readable = new Set(rows.map(({ name }) => name));
  return Response.json(
    paths.map((path) =>
      readable.has(path)
        ? { error: null, path, signedURL: signedAddress(parts, { bucketId, name: path }, expiresIn) }
        : {
            error: "Either the object does not exist or you do not have access to it",
            path,
            signedURL: null,
          },
    ),
  );
}

/** POST /object/upload/sign/:bucket/:name: an address that takes one upload, for who may make it now. */
export async function signUpload(parts: StorageParts, caller: Caller, wish: UploadWish): Promise<Response> {
  checkObjectName(wish.name);
  await findBucket(parts, wish.bucketId);
  await checkUploadRight(parts, caller, wish);
  const url = `${wish.bucketId}/${wish.name}`;
  const token = parts.signatures.sign({
    url,
    purpose: "upload",
    upsert: wish.isUpsert,
    owner: ownerOf(caller.claims) ?? undefined,
    exp: inSeconds(STORAGE_SETTINGS.uploadLinkExpiryS),
  });
  return Response.json({ url: `/object/upload/sign/${url}?token=${token}`, token });
}

/** PUT /object/upload/sign/:bucket/:name?token=…, by whoever holds the address. */
export async function uploadSigned(
  parts: StorageParts,
  operation: string,
  { bucketId, name }: Place,
  { request, token }: { request: Request; token: string },
): Promise<Response> {
  const { owner, upsert } = parts.signatures.check(token, { url: `${bucketId}/${name}`, purpose: "upload" });
  const claims = { role: "service_role", ...(owner === undefined ? {} : { sub: owner }) };
  return upload(
    parts,
    { claims, operation },
    { bucketId, name, isUpsert: upsert },
    await readUpload(request),
  );
}

function signedAddress({ signatures }: StorageParts, { bucketId, name }: Place, expiresIn: number): string {
  const url = `${bucketId}/${name}`;
  const token = signatures.sign({ url, purpose: "read", exp: inSeconds(expiresIn) });
  return `/object/sign/${url}?token=${token}`;
}

function inSeconds(seconds: number): number {
  return Math.floor(Date.now() / 1000) + seconds;
}
