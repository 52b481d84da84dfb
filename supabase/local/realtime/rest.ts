import type { IncomingMessage, ServerResponse } from "node:http";
import type { Server } from "./channel.ts";
import type { Identity } from "./credentials.ts";
import { asRecord, type BroadcastBody } from "./message.ts";

interface Outgoing {
  topic: string;
  isPrivate: boolean;
  body: BroadcastBody;
}

const MOST_BYTES = 3 * 1024 * 1024;
const ONE_EVENT = /^\/realtime\/v1\/api\/broadcast\/([^/]+)\/events\/([^/]+)$/;

/** POST /realtime/v1/api/broadcast and …/broadcast/<topic>/events/<event>: broadcasting without a socket. */
export async function handleBroadcast(
  server: Server,
  req: IncomingMessage,
  res: ServerResponse,
): Promise<void> {
  const url = new URL(req.url ?? "/", "http://127.0.0.1");
  const one = ONE_EVENT.exec(url.pathname);
  if (!one && url.pathname !== "/realtime/v1/api/broadcast") {
    return answer(res, 404, { error: `no such path: ${url.pathname}` });
  }
  if (req.method === "OPTIONS") return answer(res, 204, null);
  if (req.method !== "POST") return answer(res, 405, { error: `POST expected, got ${req.method}` });
  const identity = await identityOf(server, req);
  if (!identity) return answer(res, 401, { error: "Unauthorized: a valid apikey header is needed" });
  const bytes = await readBody(req);
  if (!bytes) return answer(res, 413, { error: `at most ${MOST_BYTES} bytes are taken` });

  const messages = one ? oneMessage(req, url, one, bytes) : manyMessages(bytes);
  if (typeof messages === "string") return answer(res, 422, { error: messages });
  for (const { topic, isPrivate, body } of messages) {
    if (await mayBroadcast(server, identity, topic, isPrivate)) {
      server.hub.broadcast({ topic, isPrivate }, body);
    }
  }
  answer(res, 202, null);
}

/** What may not be written is dropped without a word, as on hosted. */
async function mayBroadcast(server: Server, { claims }: Identity, topic: string, isPrivate: boolean) {
  if (!isPrivate) return !server.privateOnly;
  return server.authorizer.canWrite({ claims, headers: {} }, topic, "broadcast");
}

async function identityOf({ credentials }: Server, req: IncomingMessage): Promise<Identity | null> {
  const bearer = /^Bearer (.+)$/i.exec(req.headers.authorization ?? "")?.[1];
  const key = [req.headers.apikey].flat()[0] ?? bearer;
  if (!key) return null;
  return credentials.identify(credentials.ownToken(bearer) ?? credentials.tokenOfKey(key));
}

function oneMessage(
  req: IncomingMessage,
  url: URL,
  match: RegExpExecArray,
  bytes: Buffer,
): Outgoing[] | string {
  const [topic = "", event = ""] = match.slice(1).map(decodeURIComponent);
  const isBinary = req.headers["content-type"]?.startsWith("application/octet-stream");
  const content = isBinary ? new Uint8Array(bytes) : bytes.toString("utf8");
  if (typeof content === "string" && parse(content) === undefined) return "the body is not JSON";
  return [{ topic, isPrivate: url.searchParams.get("private") === "true", body: { event, content } }];
}

function manyMessages(bytes: Buffer): Outgoing[] | string {
  const { messages } = asRecord(parse(bytes.toString("utf8")));
  if (!Array.isArray(messages)) return '"messages" must be an array';
  const outgoing: Outgoing[] = [];
  for (const [index, message] of messages.map(asRecord).entries()) {
    const { topic, event, payload, private: isPrivate } = message;
    if (typeof topic !== "string" || typeof event !== "string" || payload === undefined) {
      return `messages[${index}] needs "topic", "event" and "payload"`;
    }
    const body = { event, content: JSON.stringify(payload) };
    outgoing.push({ topic, isPrivate: isPrivate === true, body });
  }
  return outgoing;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Null when there is more than is taken. */
async function readBody(req: IncomingMessage): Promise<Buffer | null> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of req) {
    size += chunk.length;
    if (size > MOST_BYTES) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** Browsers call from another origin. */
const CORS = {
  "access-control-allow-origin": "*",
  "access-control-allow-methods": "POST, OPTIONS",
  "access-control-allow-headers": "apikey, authorization, content-type, x-client-info",
};

function answer(res: ServerResponse, status: number, body: { error: string } | null): void {
  res.writeHead(status, body ? { ...CORS, "content-type": "application/json" } : CORS);
  res.end(body ? JSON.stringify(body) : undefined);
}
