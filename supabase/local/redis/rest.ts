import { timingSafeEqual } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Engine } from "./engine.ts";
import { RedisError, type Reply } from "./reply.ts";

// Upstash's request limit on its free plan.
const MAX_REQUEST_BYTES = 10_485_760;
// What needs a connection of its own, or is the operator's business.
const UNAVAILABLE = new Set(
  `AUTH BLMOVE BLMPOP BLPOP BRPOP BRPOPLPUSH BZMPOP BZPOPMAX BZPOPMIN CLIENT CLUSTER COMMAND CONFIG DEBUG DISCARD EXEC
  FAILOVER HELLO LATENCY MEMORY MIGRATE MODULE MONITOR MULTI PSUBSCRIBE PSYNC PUNSUBSCRIBE QUIT REPLICAOF RESET SAVE
  BGSAVE BGREWRITEAOF SELECT SHUTDOWN SLAVEOF SLOWLOG SSUBSCRIBE SUBSCRIBE SUNSUBSCRIBE SWAPDB SYNC UNSUBSCRIBE UNWATCH
  WAIT WAITAOF WATCH ACL`.split(/\s+/),
);

type Json = { result: unknown } | { error: string };

/** Answers one request as Upstash's REST API does. Never throws. */
export async function answer(options: {
  engine: Engine;
  request: IncomingMessage;
  response: ServerResponse;
  token: string;
  log: (line: string) => void;
}): Promise<void> {
  const { engine, request, response, token, log } = options;
  const url = new URL(request.url ?? "/", "http://127.0.0.1");
  const isBase64 = request.headers["upstash-encoding"] === "base64";
  const encode = (reply: Reply): Json =>
    reply instanceof RedisError ? { error: reply.message } : { result: encodeReply(reply, isBase64) };
  const send = (status: number, json: unknown) =>
    sendJson(response, { status, json, syncToken: syncTokenOf(request) });

  try {
    if (!isAuthorized(request.headers.authorization, url, token)) {
      send(401, { error: "WRONGPASS invalid or missing auth token" });
      return;
    }
    const body = await readBody(request);
    if (body === null)
      send(413, { error: `ERR max request size exceeded. Limit: ${MAX_REQUEST_BYTES} bytes` });
    else if (url.pathname === "/pipeline" || url.pathname === "/multi-exec") {
      const commands = parseCommands(body);
      const blocked = commands.map(unavailable).find((error) => error !== null);
      if (url.pathname === "/pipeline") {
        send(200, await Promise.all(commands.map(async (command) => encode(await runOne(engine, command)))));
      } else {
        const replies = blocked ?? (await engine.transaction(commands));
        if (replies instanceof RedisError) send(400, encode(replies));
        else send(200, replies.map(encode));
      }
    } else {
      const command = url.pathname === "/" ? parseCommand(parseJson(body)) : pathCommand(url, body);
      const reply = await runOne(engine, command);
      send(reply instanceof RedisError ? 400 : 200, encode(reply));
    }
  } catch (error) {
    if (error instanceof RedisError) {
      send(400, { error: error.message });
      return;
    }
    log(`request failed: ${error instanceof Error ? error.message : error}`);
    send(503, { error: "ERR Redis is not reachable" });
  }
}

async function runOne(engine: Engine, command: Buffer[]): Promise<Reply> {
  return unavailable(command) ?? (await engine.run(command));
}

function unavailable(command: Buffer[]): RedisError | null {
  const name = command[0]?.toString("latin1") ?? "";
  return UNAVAILABLE.has(name.toUpperCase())
    ? new RedisError(`ERR Command is not available: '${name}'`)
    : null;
}

function parseCommands(body: Buffer): Buffer[][] {
  const json = parseJson(body);
  if (!Array.isArray(json))
    throw new RedisError("ERR failed to parse pipeline request: expected an array of commands");
  return json.map(parseCommand);
}

function parseCommand(json: unknown): Buffer[] {
  if (!Array.isArray(json) || json.length === 0)
    throw new RedisError("ERR empty command: expected a JSON array");
  return json.map((argument) => {
    if (Array.isArray(argument)) throw new RedisError("ERR unexpected array inside a command");
    return Buffer.from(typeof argument === "string" ? argument : JSON.stringify(argument));
  });
}

function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString());
  } catch {
    throw new RedisError("ERR failed to parse the request: it is not valid JSON");
  }
}

/** `/set/key/value?EX=60`: the parts of the path, then the body if there is one, then the query. */
function pathCommand(url: URL, body: Buffer): Buffer[] {
  const parts = url.pathname.slice(1).split("/");
  const options = [...url.searchParams].filter(([name]) => name !== "_token");
  try {
    return [
      ...parts.map((part) => Buffer.from(decodeURIComponent(part))),
      ...(body.length > 0 ? [body] : []),
      ...options.flat().flatMap((option) => (option === "" ? [] : [Buffer.from(option)])),
    ];
  } catch {
    throw new RedisError("ERR invalid escape in the path");
  }
}

/** Strings as text or base64, all but OK; numbers and null as they are. */
function encodeReply(reply: Reply, isBase64: boolean): unknown {
  if (reply === null || typeof reply === "number") return reply;
  if (Array.isArray(reply)) return reply.map((each) => encodeReply(each, isBase64));
  if (reply instanceof RedisError) return encodeReply(Buffer.from(reply.message), isBase64);
  const bytes = Buffer.isBuffer(reply) ? reply : Buffer.from(reply.status);
  if (!isBase64 || bytes.toString("latin1") === "OK") return bytes.toString();
  return bytes.toString("base64");
}

function isAuthorized(authorization: string | undefined, url: URL, token: string): boolean {
  const given = Buffer.from(authorization?.replace(/^Bearer /, "") ?? url.searchParams.get("_token") ?? "");
  const wanted = Buffer.from(token);
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}

async function readBody(request: IncomingMessage): Promise<Buffer | null> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    if (size > MAX_REQUEST_BYTES) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** Replicas would need it; with one Redis any token is as good, so the client gets its own back. */
function syncTokenOf(request: IncomingMessage): string | undefined {
  const token = request.headers["upstash-sync-token"];
  return token === undefined ? undefined : String(token) || "local";
}

function sendJson(
  response: ServerResponse,
  { status, json, syncToken }: { status: number; json: unknown; syncToken: string | undefined },
): void {
  if (response.headersSent || response.destroyed) return;
  const text = JSON.stringify(json);
  response.writeHead(status, {
    "content-type": "application/json",
    "content-length": Buffer.byteLength(text),
    ...(syncToken === undefined ? {} : { "upstash-sync-token": syncToken }),
  });
  response.end(text);
}
