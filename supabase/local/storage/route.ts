import type { Claims } from "../gateway/tokens.ts";
import { createBucket, deleteBucket, emptyBucket, getBucket, listBuckets, updateBucket } from "./buckets.ts";
import type { Caller } from "./database.ts";
import { download } from "./download.ts";
import { StorageFault } from "./faults.ts";
import { objectFor, type Place, publicObject, signedObject } from "./find-object.ts";
import { info } from "./info.ts";
import { list } from "./list.ts";
import { listV2 } from "./list-v2.ts";
import { copy, move } from "./move-copy.ts";
import { checkBucketName } from "./names.ts";
import { readJson } from "./parse-body.ts";
import type { StorageParts } from "./parts.ts";
import { removeMany, removeOne } from "./remove.ts";
import { signObject, signObjects, signUpload, uploadSigned } from "./sign.ts";
import { upload } from "./upload.ts";
import { readUpload } from "./upload-body.ts";

/** The claims of the request, or the refusal of a request that may not go on without any. */
export type Access = Claims | Response;

/** A request taken apart. */
interface Asked {
  parts: StorageParts;
  request: Request;
  url: URL;
  /** What follows /storage/v1/bucket or /storage/v1/object and the words of the route, decoded. */
  rest: string[];
  access: () => Access;
}

type Handler = (asked: Asked) => Promise<Response>;

/** Finds the operation by method and first words of the path: the longest match counts. */
export async function route(parts: StorageParts, request: Request, access: () => Access): Promise<Response> {
  const url = new URL(request.url);
  const words = decodePath(url.pathname.slice("/storage/v1/".length));
  const method = request.method === "HEAD" ? "GET" : request.method;
  for (let count = Math.min(words.length, 3); count >= 1; count -= 1) {
    const handler = ROUTES[`${method} ${words.slice(0, count).join("/")}`];
    if (handler) return handler({ parts, request, url, rest: words.slice(count), access });
  }
  throw new StorageFault("NotFound", 404, `Route ${request.method}:${url.pathname} not found`, "Not Found");
}

function decodePath(path: string): string[] {
  try {
    return path.split("/").map(decodeURIComponent);
  } catch {
    throw new StorageFault("InvalidRequest", 400, "Invalid path specified in request URL", "Invalid Input");
  }
}

const placeOf = ({ rest }: Asked): Place => ({
  bucketId: checkBucketName(rest[0] ?? ""),
  name: rest.slice(1).join("/"),
});
const bucketOf = ({ rest }: Asked) => checkBucketName(rest[0] ?? "");
const isUpsert = ({ request }: Asked) => request.headers.get("x-upsert") === "true";

/** Runs the operation as the caller; without one, the refusal is the answer. */
async function asCaller(
  asked: Asked,
  operation: string,
  work: (caller: Caller) => Promise<Response>,
): Promise<Response> {
  const claims = asked.access();
  return claims instanceof Response ? claims : work({ claims, operation: `storage.${operation}` });
}

function caller(operation: string, work: (asked: Asked, caller: Caller) => Promise<Response>): Handler {
  return (asked) => asCaller(asked, operation, (found) => work(asked, found));
}

const readOwn = caller("object.get_authenticated", async (asked, found) =>
  download(asked.parts.files, await objectFor(asked.parts, found, placeOf(asked)), asked.request),
);
const infoOwn = caller("object.info_authenticated", async (asked, found) =>
  info(await objectFor(asked.parts, found, placeOf(asked))),
);

const ROUTES: Record<string, Handler> = {
  "GET bucket": caller("bucket.get", (asked, found) =>
    asked.rest[0]
      ? getBucket(asked.parts, found, bucketOf(asked))
      : listBuckets(asked.parts, found, asked.url.searchParams),
  ),
  "POST bucket": caller("bucket.create", async (asked, found) =>
    asked.rest[1] === "empty"
      ? emptyBucket(asked.parts, { ...found, operation: "storage.bucket.empty" }, bucketOf(asked))
      : createBucket(asked.parts, found, await readJson(asked.request)),
  ),
  "PUT bucket": caller("bucket.update", async (asked, found) =>
    updateBucket(asked.parts, found, bucketOf(asked), await readJson(asked.request)),
  ),
  "DELETE bucket": caller("bucket.delete", (asked, found) =>
    deleteBucket(asked.parts, found, bucketOf(asked)),
  ),

  "POST object": caller("object.upload", async (asked, found) =>
    upload(
      asked.parts,
      found,
      { ...placeOf(asked), isUpsert: isUpsert(asked) },
      await readUpload(asked.request),
    ),
  ),
  "PUT object": caller("object.upload_update", async (asked, found) =>
    upload(asked.parts, found, { ...placeOf(asked), isUpsert: true }, await readUpload(asked.request)),
  ),
  "DELETE object": caller("object.delete", async (asked, found) =>
    asked.rest.length > 1
      ? removeOne(asked.parts, found, placeOf(asked))
      : removeMany(
          asked.parts,
          { ...found, operation: "storage.object.delete_many" },
          bucketOf(asked),
          await readJson(asked.request),
        ),
  ),
  "GET object": readOwn,
  "GET object/authenticated": readOwn,
  "GET object/public": async (asked) =>
    download(asked.parts.files, await publicObject(asked.parts, placeOf(asked)), asked.request),
  "GET object/sign": async (asked) => {
    const { parts, url } = asked;
    const place = placeOf(asked);
    const token = url.searchParams.get("token") ?? "";
    parts.signatures.check(token, { url: `${place.bucketId}/${place.name}`, purpose: "read" });
    return download(parts.files, await signedObject(parts, place), asked.request);
  },
  "GET object/info": infoOwn,
  "GET object/info/authenticated": infoOwn,
  "GET object/info/public": async (asked) => info(await publicObject(asked.parts, placeOf(asked))),
  "POST object/list": caller("object.list", async (asked, found) =>
    list(asked.parts, found, bucketOf(asked), await readJson(asked.request)),
  ),
  "POST object/list-v2": caller("object.list_v2", async (asked, found) =>
    listV2(asked.parts, found, bucketOf(asked), await readJson(asked.request)),
  ),
  "POST object/move": caller("object.move", async (asked, found) =>
    move(asked.parts, found, await readJson(asked.request)),
  ),
  "POST object/copy": caller("object.copy", async (asked, found) =>
    copy(asked.parts, found, await readJson(asked.request), { isUpsert: isUpsert(asked) }),
  ),
  "POST object/sign": caller("object.sign", async (asked, found) =>
    asked.rest.length > 1
      ? signObject(asked.parts, found, placeOf(asked), await readJson(asked.request))
      : signObjects(
          asked.parts,
          { ...found, operation: "storage.object.sign_many" },
          bucketOf(asked),
          await readJson(asked.request),
        ),
  ),
  "POST object/upload/sign": caller("object.sign_upload_url", (asked, found) =>
    signUpload(asked.parts, found, { ...placeOf(asked), isUpsert: isUpsert(asked) }),
  ),
  "PUT object/upload/sign": (asked) =>
    uploadSigned(asked.parts, "storage.object.upload_signed", placeOf(asked), {
      request: asked.request,
      token: asked.url.searchParams.get("token") ?? "",
    }),
};
