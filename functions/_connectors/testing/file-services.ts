import { hmac } from "@noble/hashes/hmac.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import { hasBearer, type Service, type ServiceReply, type ServiceRequest } from "./serve-services.ts";

export const DROPBOX_TOKEN = "sl.abcdefghijklmnop";
export const S3_KEYS = {
  accessKeyId: "AKIDEXAMPLE",
  secretAccessKey: "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY",
};
export const SUPABASE_KEY = "sb_secret_abcdefghijklmnop";

/** https://www.dropbox.com/developers/documentation/http/documentation#files-upload */
export function dropboxService(): Service {
  const there = new Set<string>();
  return (request) => {
    if (!hasBearer(request, DROPBOX_TOKEN)) {
      return {
        status: 401,
        body: { error_summary: "invalid_access_token/...", error: { ".tag": "invalid_access_token" } },
      };
    }
    if (request.path === "/2/users/get_current_account") {
      return request.text === ""
        ? { body: { account_id: "dbid:1", email: "ana@example.com" } }
        : { status: 400, body: "unexpected body" };
    }
    const arg = JSON.parse(request.headers["dropbox-api-arg"] ?? "{}");
    if (request.headers["content-type"] !== "application/octet-stream" || !arg.path) {
      return { status: 400, body: 'Error in call to API function "files/upload"' };
    }
    const name = arg.path.split("/").at(-1);
    if (there.has(arg.path) && arg.mode === "add" && !arg.autorename) {
      const error = { ".tag": "path", reason: { ".tag": "conflict", conflict: { ".tag": "file" } } };
      return { status: 409, body: { error_summary: "path/conflict/file/..", error } };
    }
    there.add(arg.path);
    return { body: { name, id: "id:1", path_display: arg.path, rev: "1", size: request.body.length } };
  };
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API, with signatures checked by the recipe of AWS. Knows the bucket books. */
export function s3Service(host: string): Service {
  const objects = new Map<string, { body: Uint8Array; type: string }>();
  const refuse = (status: number, code: string, message: string) => ({
    status,
    headers: { "content-type": "application/xml" },
    body: `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>${message}</Message><RequestId>1</RequestId></Error>`,
  });
  return (request): ServiceReply => {
    if (!request.headers.authorization?.includes(`Credential=${S3_KEYS.accessKeyId}/`)) {
      return refuse(
        403,
        "InvalidAccessKeyId",
        "The AWS Access Key Id you provided does not exist in our records.",
      );
    }
    if (bytesToHex(sha256(request.body)) !== request.headers["x-amz-content-sha256"]) {
      return refuse(
        400,
        "XAmzContentSHA256Mismatch",
        "The provided 'x-amz-content-sha256' header does not match what was computed.",
      );
    }
    if (signatureOf(request, host) !== /Signature=([0-9a-f]{64})$/.exec(request.headers.authorization)?.[1]) {
      return refuse(
        403,
        "SignatureDoesNotMatch",
        "The request signature we calculated does not match the signature you provided.",
      );
    }
    const [, bucket, ...key] = request.path.split("/");
    if (bucket !== "books") return refuse(404, "NoSuchBucket", "The specified bucket does not exist");
    if (request.query.get("list-type") === "2")
      return { headers: { "content-type": "application/xml" }, body: "<ListBucketResult/>" };
    const name = key.join("/");
    if (request.method === "PUT") {
      objects.set(name, { body: request.body, type: request.headers["content-type"] ?? "" });
      return { headers: { etag: '"e1"' } };
    }
    const found = objects.get(name);
    if (!found) return refuse(404, "NoSuchKey", "The specified key does not exist.");
    return { headers: { etag: '"e1"', "content-type": found.type }, body: found.body };
  };
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html */
function signatureOf({ method, path, query, headers }: ServiceRequest, host: string): string {
  const [, scope = "", signed = ""] =
    /Credential=[^/]+\/([^,]+), ?SignedHeaders=([^,]+)/.exec(headers.authorization ?? "") ?? [];
  const names = signed.split(";");
  const canonical = [
    method,
    path
      .split("/")
      .map((part) => strictly(decodeURIComponent(part)))
      .join("/"),
    [...query]
      .map(([name, value]) => `${strictly(name)}=${strictly(value)}`)
      .sort()
      .join("&"),
    ...names.map((name) => `${name}:${name === "host" ? host : headers[name]}`),
    "",
    signed,
    headers["x-amz-content-sha256"],
  ].join("\n");
  const hash = bytesToHex(sha256(utf8ToBytes(canonical)));
  const text = ["AWS4-HMAC-SHA256", headers["x-amz-date"], scope, hash].join("\n");
  let key: Uint8Array = utf8ToBytes(`AWS4${S3_KEYS.secretAccessKey}`);
  for (const part of scope.split("/")) key = hmac(sha256, key, utf8ToBytes(part));
  return bytesToHex(hmac(sha256, key, utf8ToBytes(text)));
}

/** Every sign but the unreserved ones of RFC 3986. */
function strictly(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/** https://supabase.com/docs/guides/storage; errors as storage-api sends them. Knows the bucket books. */
export function supabaseService(): Service {
  const there = new Set<string>();
  const refuse = (status: number, statusCode: string, error: string, message: string) => ({
    status,
    body: { statusCode, error, message },
  });
  return (request) => {
    const { method, path, headers } = request;
    if (!hasBearer(request, SUPABASE_KEY) || headers.apikey !== SUPABASE_KEY) {
      return refuse(400, "403", "Unauthorized", "Invalid Compact JWS");
    }
    if (method === "GET" && path === "/storage/v1/bucket")
      return { body: [{ id: "books", name: "books", public: false }] };
    const place = /^\/storage\/v1\/object\/(books\/.+)$/.exec(decodeURIComponent(path))?.[1];
    if (method !== "POST" || !place) return refuse(400, "404", "Bucket not found", "Bucket not found");
    if (there.has(place) && headers["x-upsert"] !== "true")
      return refuse(400, "409", "Duplicate", "The resource already exists");
    there.add(place);
    return { body: { Key: place, Id: "5f0e3d3c-0000-4000-8000-000000000001" } };
  };
}
