import type { IncomingMessage, ServerResponse } from "node:http";
import { refuse } from "./replies.ts";

/** Larger than any body our parts take; hosted refuses far smaller ones. */
const MAX_BODY_BYTES = 32 * 1024 * 1024;

const METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];

/** The address of a request, or null when its target is not a path of this server. */
export function addressOf(incoming: IncomingMessage, origin: string): URL | null {
  const target = `${origin}${incoming.url ?? ""}`;
  return incoming.url?.startsWith("/") && URL.canParse(target) ? new URL(target) : null;
}

/** The request as the web's own type, its body read in full; a Response is the refusal of one that cannot be it. */
export async function toWebRequest(incoming: IncomingMessage, url: URL): Promise<Request | Response> {
  const method = incoming.method ?? "GET";
  if (!METHODS.includes(method)) {
    return refuse(405, "METHOD_NOT_ALLOWED", { message: `${method} is not among ${METHODS.join(", ")}` });
  }
  const headers = new Headers();
  for (let at = 0; at + 1 < incoming.rawHeaders.length; at += 2) {
    headers.append(incoming.rawHeaders[at] ?? "", incoming.rawHeaders[at + 1] ?? "");
  }
  if (method === "GET" || method === "HEAD") return new Request(url, { method, headers });
  const chunks: Buffer[] = [];
  let size = 0;
  // Left open when we stop reading: a client that is cut off while it writes never sees why it was refused.
  for await (const chunk of incoming.iterator({ destroyOnReturn: false })) {
    chunks.push(chunk);
    size += chunk.length;
    if (size > MAX_BODY_BYTES) break;
  }
  if (size > MAX_BODY_BYTES) {
    incoming.resume();
    return refuse(413, "PAYLOAD_TOO_LARGE", { message: "at most 32 MiB per request" });
  }
  return new Request(url, { method, headers, body: size === 0 ? null : Buffer.concat(chunks) });
}

/** Sends a web response as the answer of a Node server. */
export async function sendWebResponse(response: Response, outgoing: ServerResponse): Promise<void> {
  const body = response.body ? Buffer.from(await response.arrayBuffer()) : null;
  const headers: Record<string, string | string[]> = Object.fromEntries(response.headers);
  const cookies = response.headers.getSetCookie();
  if (cookies.length > 0) headers["set-cookie"] = cookies;
  outgoing.writeHead(response.status, headers);
  outgoing.end(body);
}
