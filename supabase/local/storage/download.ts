import { faults } from "./faults.ts";
import type { FileStore } from "./files.ts";
import type { ObjectRow } from "./rows.ts";

/** The file of a row: whole, a range of it, or word that the client's copy is still good. */
export async function download(files: FileStore, row: ObjectRow, request: Request): Promise<Response> {
  const { metadata } = row;
  const headers = headersOf(row, new URL(request.url).searchParams.get("download"));
  if (isUnchanged(row, request)) return new Response(null, { status: 304, headers });
  const range = readRange(request.headers.get("range"), metadata.size);
  const length = range ? range.end - range.start + 1 : metadata.size;
  headers.set("content-length", String(length));
  if (range) headers.set("content-range", `bytes ${range.start}-${range.end}/${metadata.size}`);
  const status = range ? 206 : 200;
  if (request.method === "HEAD") return new Response(null, { status, headers });
  return new Response(await files.read(row.version, range ?? undefined), { status, headers });
}

function headersOf({ name, metadata }: ObjectRow, wishedName: string | null): Headers {
  // Hosted serves no pages from its own domain: HTML comes as text.
  const type = /^text\/html\b/i.test(metadata.mimetype) ? "text/plain" : metadata.mimetype;
  const headers = new Headers({
    "content-type": type,
    "cache-control": metadata.cacheControl,
    etag: metadata.eTag,
    "last-modified": new Date(metadata.lastModified).toUTCString(),
    "accept-ranges": "bytes",
    "x-robots-tag": "none",
  });
  if (wishedName !== null) headers.set("content-disposition", dispositionOf(wishedName || null, name));
  return headers;
}

function dispositionOf(wished: string | null, name: string): string {
  const file = wished ?? name.split("/").at(-1) ?? name;
  return `attachment; filename="${file.replace(/[^\x20-\x7e]|["\\]/g, "_")}"; filename*=UTF-8''${encodeURIComponent(file)}`;
}

function isUnchanged({ metadata }: ObjectRow, request: Request): boolean {
  const tags = request.headers.get("if-none-match");
  if (tags !== null) {
    return tags.split(",").some((tag) => [metadata.eTag, "*"].includes(tag.trim().replace(/^W\//, "")));
  }
  const since = Date.parse(request.headers.get("if-modified-since") ?? "");
  return Math.floor(Date.parse(metadata.lastModified) / 1000) * 1000 <= since;
}

/** One range of bytes, both ends included; null for the whole file. */
function readRange(header: string | null, size: number): { start: number; end: number } | null {
  const [, from = "", to = ""] = /^bytes=(\d*)-(\d*)$/.exec(header ?? "") ?? [];
  if (from === "" && to === "") return null;
  const start = from === "" ? Math.max(0, size - Number(to)) : Number(from);
  const end = from === "" || to === "" ? size - 1 : Math.min(Number(to), size - 1);
  if (start > end) throw faults.badRequest("invalid range provided");
  return { start, end };
}
