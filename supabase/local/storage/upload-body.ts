import { faults } from "./faults.ts";

/** A file on its way in. */
export interface Upload {
  bytes: Uint8Array;
  type: string;
  cacheControl: string;
  userMetadata: Record<string, unknown> | null;
}

/** The file of a request: a form, in which browsers send it with an empty name, or the body as it is. */
export async function readUpload(request: Request): Promise<Upload> {
  const type = request.headers.get("content-type") ?? "application/octet-stream";
  if (type.toLowerCase().startsWith("multipart/form-data")) return readForm(request);
  const encoded = request.headers.get("x-metadata");
  return {
    bytes: new Uint8Array(await request.arrayBuffer()),
    type,
    cacheControl: request.headers.get("cache-control") ?? "no-cache",
    userMetadata: encoded ? readMetadata(Buffer.from(encoded, "base64").toString("utf8")) : null,
  };
}

async function readForm(request: Request): Promise<Upload> {
  const form = await request.formData().catch(() => {
    throw faults.badRequest("the body is not the form that its content type promises");
  });
  const file = [...form.values()].find((value) => value instanceof Blob);
  if (!file) throw faults.badRequest("No content provided");
  const seconds = form.get("cacheControl");
  const metadata = form.get("metadata");
  return {
    bytes: new Uint8Array(await file.arrayBuffer()),
    type: String(form.get("contentType") ?? "") || file.type || "application/octet-stream",
    cacheControl: typeof seconds === "string" && seconds ? `max-age=${seconds}` : "no-cache",
    userMetadata: typeof metadata === "string" ? readMetadata(metadata) : null,
  };
}

/** Text that is not an object of JSON counts as no metadata, as on hosted. */
function readMetadata(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : null;
  } catch {
    return null;
  }
}
