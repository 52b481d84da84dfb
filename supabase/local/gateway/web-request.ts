import type { IncomingMessage, ServerResponse } from "node:http";

/** Larger than any body our parts take; hosted refuses far smaller ones. */
const MAX_BODY_BYTES = 32 * 1024 * 1024;

/** The request as the web's own type, or null when its body is too large. The body is read in full. */
export async function toWebRequest(incoming: IncomingMessage, origin: string): Promise<Request | null> {
  const headers = new Headers();
  for (let at = 0; at + 1 < incoming.rawHeaders.length; at += 2) {
    headers.append(incoming.rawHeaders[at] ?? "", incoming.rawHeaders[at + 1] ?? "");
  }
  const method = incoming.method ?? "GET";
  const url = new URL(incoming.url ?? "/", origin);
  if (method === "GET" || method === "HEAD") return new Request(url, { method, headers });
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of incoming) {
    chunks.push(chunk);
    size += chunk.length;
    if (size > MAX_BODY_BYTES) return null;
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
