import { readFile } from "node:fs/promises";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import postgres from "postgres";
import { WebSocketServer } from "ws";
import type { PlatformKeys } from "../gateway/keys.ts";
import { newAuthorizer } from "./authorize.ts";
import type { Server } from "./channel.ts";
import { serveConnection } from "./connection.ts";
import { newCredentials, type VerifyToken } from "./credentials.ts";
import { newHub } from "./hub.ts";
import { handleBroadcast } from "./rest.ts";
import { listenForMessages, readReplay } from "./stored-messages.ts";
import { wireV1 } from "./wire-v1.ts";
import { wireV2 } from "./wire-v2.ts";

export interface RealtimeOptions {
  /** Signs in as supabase_realtime_admin, the owner of realtime.messages. */
  databaseUrl: string;
  verifyToken: VerifyToken;
  keys: Pick<PlatformKeys, "publishableKey" | "secretKey" | "anonJwt" | "serviceRoleJwt">;
  /** Refuse public channels, as a hosted project with "Allow public access" off. (Default: false) */
  privateOnly?: boolean;
  log: (line: string) => void;
}

export interface Realtime {
  /** Takes the upgrade of GET /realtime/v1/websocket. */
  handleUpgrade(req: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** Answers every other request under /realtime/v1. */
  handleRequest(req: IncomingMessage, res: ServerResponse): Promise<void>;
  stop(): Promise<void>;
}

const WIRES = new Map([
  ["1.0.0", wireV1],
  ["2.0.0", wireV2],
]);
const MOST_BYTES = 3 * 1024 * 1024;
/** Often enough that a machine which slept over midnight soon has its partitions again. */
const UPKEEP_MS = 60 * 60 * 1000;

/** Channels, broadcasts and presence for the Supabase clients, authorised by the policies on realtime.messages. */
export async function startRealtime(options: RealtimeOptions): Promise<Realtime> {
  const log = (line: string) => options.log(`[realtime] ${line}`);
  const sql = postgres(options.databaseUrl, { max: 2, idle_timeout: 30, onnotice: () => undefined });
  const hub = newHub();
  const server: Server = {
    hub,
    authorizer: newAuthorizer(sql),
    credentials: newCredentials(options.verifyToken, options.keys),
    readReplay: (wanted) => readReplay(sql, wanted),
    privateOnly: options.privateOnly ?? false,
    log,
  };
  const sockets = new WebSocketServer({ noServer: true, maxPayload: MOST_BYTES });

  try {
    await sql.unsafe(await readFile(new URL("./bootstrap.sql", import.meta.url), "utf8"));
    await listenForMessages(
      sql,
      ({ topic, isPrivate, body }) => hub.broadcast({ topic, isPrivate }, body),
      log,
    );
  } catch (error) {
    await sql.end({ timeout: 1 });
    throw error;
  }
  const upkeep = setInterval(() => {
    sql`select realtime.keep_partitions()`.catch((error) =>
      log(`partitions were not kept: ${error.message}`),
    );
  }, UPKEEP_MS).unref();

  async function upgrade(req: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
    const url = new URL(req.url ?? "/", "http://127.0.0.1");
    if (url.pathname !== "/realtime/v1/websocket")
      return reject(socket, 404, `no such path: ${url.pathname}`);
    const vsn = url.searchParams.get("vsn") ?? "1.0.0";
    const wire = WIRES.get(vsn);
    if (!wire) return reject(socket, 400, `vsn 1.0.0 or 2.0.0 expected, got ${vsn}`);
    const key = url.searchParams.get("apikey") ?? [req.headers["x-api-key"]].flat()[0] ?? "";
    const identity = key ? await server.credentials.identify(server.credentials.tokenOfKey(key)) : null;
    if (!identity) return reject(socket, 401, "a valid apikey parameter is needed");
    sockets.handleUpgrade(req, socket, head, (open) =>
      serveConnection(server, { socket: open, wire, identity, headers: req.headers }),
    );
  }

  return {
    handleUpgrade(req, socket, head) {
      socket.on("error", () => socket.destroy());
      upgrade(req, socket, head).catch((error) => {
        log(`a connection failed: ${error instanceof Error ? error.message : String(error)}`);
        reject(socket, 500, "the connection could not be opened");
      });
    },
    async handleRequest(req, res) {
      try {
        await handleBroadcast(server, req, res);
      } catch (error) {
        log(`${req.url}: ${error instanceof Error ? error.message : String(error)}`);
        if (!res.headersSent) res.writeHead(500, { "content-type": "application/json" });
        res.end(JSON.stringify({ error: "the request could not be handled" }));
      }
    },
    async stop() {
      clearInterval(upkeep);
      for (const client of sockets.clients) client.close(1001, "the server stops");
      const patience = setTimeout(() => {
        for (const client of sockets.clients) client.terminate();
      }, 500);
      await new Promise((resolve) => sockets.close(resolve));
      clearTimeout(patience);
      await sql.end({ timeout: 2 });
    },
  };
}

const REASONS: Record<number, string> = {
  400: "Bad Request",
  401: "Unauthorized",
  404: "Not Found",
  500: "Internal Server Error",
};

function reject(socket: Duplex, status: number, error: string): void {
  const body = JSON.stringify({ error });
  socket.end(
    [
      `HTTP/1.1 ${status} ${REASONS[status]}`,
      "content-type: application/json",
      `content-length: ${Buffer.byteLength(body)}`,
      "connection: close",
      "",
      body,
    ].join("\r\n"),
  );
}
