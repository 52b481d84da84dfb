import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import type { SendMail } from "../auth/mail-links.ts";
import type { MailKind, MailTemplate } from "../auth/mails.ts";
import type { Providers } from "../auth/providers/settings.ts";
import { startAuth } from "../auth/start.ts";
import { PATIENT } from "../keep-alive.ts";
import { createTestProvider, PROVIDER_PATH, testProviders } from "../provider/start.ts";
import { REST_SETTINGS } from "../rest/settings.ts";
import { startRest } from "../rest/start.ts";
import type { Storage } from "../storage/start.ts";
import { answerAuth } from "./auth-route.ts";
import { preflight, withCors } from "./cors.ts";
import type { PlatformKeys } from "./keys.ts";
import type { DatabaseUrl } from "./options.ts";
import { refuse } from "./replies.ts";
import { answerRest } from "./rest-route.ts";
import { createScratch } from "./scratch.ts";
import { selfTest } from "./self-test.ts";
import { answerStorage } from "./storage-route.ts";
import { createTokenCheck } from "./verify.ts";
import { addressOf, sendWebResponse, toWebRequest } from "./web-request.ts";

/** The part behind /realtime/v1. */
export interface RealtimePart {
  handleUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  handleRequest(request: IncomingMessage, response: ServerResponse): Promise<void>;
}

/** The part behind /functions/v1/<name>. */
export interface FunctionsPart {
  handleRequest(request: IncomingMessage, response: ServerResponse, name: string): Promise<void>;
}

export interface GatewayOptions {
  /** 0 takes a free one. */
  port: number;
  databaseUrl: DatabaseUrl;
  keys: PlatformKeys;
  siteUrl: string;
  redirectAllowList: readonly string[];
  sendMail: SendMail;
  mailTemplates?: Partial<Record<MailKind, MailTemplate>>;
  /** What REST exposes; the first one is the default. */
  schemas?: readonly string[];
  realtime?: RealtimePart;
  functions?: FunctionsPart;
  storage?: Storage;
  /** Where people may sign in besides here; "test" serves a page for it that takes any address. (Default: nowhere) */
  providers?: Providers | "test";
  log: (line: string) => void;
}

export interface Gateway {
  port: number;
  url: string;
  /** Reads the database's schema again, as `notify pgrst, 'reload schema'` does. */
  reloadSchema(): Promise<void>;
  stop(): Promise<void>;
}

type Answer = (request: Request, target: string) => Promise<Response>;

/** The front door of the local platform: one port for REST, Auth, Storage, Realtime and functions, as on hosted. */
export async function startGateway(options: GatewayOptions): Promise<Gateway> {
  const { keys, log, realtime, functions, storage } = options;
  const server = createServer(PATIENT);
  const port = await listen(server, options.port);
  const url = `http://127.0.0.1:${port}`;
  const parts = await startParts(options, url).catch(async (error: unknown) => {
    await close(server);
    throw error;
  });
  const { rest, auth } = parts;
  const provider = options.providers === "test" ? createTestProvider(url) : null;
  const access = { keys, checkToken: createTokenCheck({ keys, issuer: `${url}/auth/v1` }) };
  const answers: Record<string, Answer> = {
    rest: (request) => answerRest(request, { rest, ...access }),
    auth: (request) => answerAuth(request, { auth, issuer: `${url}/auth/v1`, ...access }),
    ...(storage
      ? { storage: (request, target) => answerStorage(request, target, { storage, ...access }) }
      : {}),
  };

  server.on("request", (incoming, outgoing) => {
    route(incoming, outgoing).catch((error: unknown) => {
      log(`${incoming.method} ${incoming.url}: ${error instanceof Error ? error.stack : String(error)}`);
      if (outgoing.headersSent) outgoing.destroy();
      else
        void sendWebResponse(
          withCors(refuse(500, "UNEXPECTED", { message: "Unexpected failure" })),
          outgoing,
        );
    });
  });
  const upgraded = new Set<Duplex>();
  server.on("upgrade", (incoming, socket, head) => {
    upgraded.add(socket);
    socket.once("close", () => upgraded.delete(socket));
    if (realtime && incoming.url?.startsWith("/realtime/v1/")) realtime.handleUpgrade(incoming, socket, head);
    else socket.end("HTTP/1.1 404 Not Found\r\nconnection: close\r\n\r\n");
  });

  async function route(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const address = addressOf(incoming, url);
    if (!address) {
      const message = "the request's target must be a path";
      return sendWebResponse(withCors(refuse(400, "BAD_REQUEST", { message })), outgoing);
    }
    const [, part = "", name = ""] = /^\/(\w+)\/v1(?:\/([^/]*))?/.exec(partPath(incoming, address)) ?? [];
    if (part === "realtime" && realtime) return realtime.handleRequest(incoming, outgoing);
    if (part === "functions" && functions) return functions.handleRequest(incoming, outgoing, name);
    if (provider && address.pathname.startsWith(`${PROVIDER_PATH}/`)) {
      return provider.handleRequest(incoming, outgoing);
    }
    const request = await toWebRequest(incoming, address);
    if (request instanceof Response) return sendWebResponse(withCors(request), outgoing);
    const answer = answers[part] ?? noRoute;
    const target = incoming.url ?? "";
    await sendWebResponse(preflight(request) ?? withCors(await answer(request, target)), outgoing);
  }

  return {
    port,
    url,
    reloadSchema: () => rest.cache.reload(),
    async stop() {
      // An open tab's WebSocket would keep the server from closing for ever.
      for (const socket of upgraded) socket.destroy();
      await close(server);
      await Promise.all([rest.stop(), auth.stop()]);
    },
  };
}

async function startParts(options: GatewayOptions, url: string) {
  const { databaseUrl, keys, siteUrl, redirectAllowList, sendMail, mailTemplates, schemas, log } = options;
  const scratch = await createScratch(databaseUrl("postgres"));
  const [rest, auth] = await Promise.all([
    startRest({
      databaseUrl,
      schemas: schemas ?? REST_SETTINGS.schemas,
      log: (line) => log(`rest: ${line}`),
    }),
    startAuth({
      databaseUrl,
      issuer: `${url}/auth/v1`,
      signingKey: keys.signingKey,
      siteUrl,
      redirectAllowList,
      providers: options.providers === "test" ? testProviders(url) : (options.providers ?? {}),
      sendMail,
      mailTemplates,
      log: (line) => log(`auth: ${line}`),
    }),
  ]);
  try {
    await selfTest({ rest, auth, scratch });
  } catch (error) {
    await Promise.all([rest.stop(), auth.stop()]);
    throw error;
  } finally {
    await scratch.drop();
  }
  return { rest, auth };
}

/** Storage looks for itself at the path as it was sent, steps and all; the others get the parsed one. */
function partPath(incoming: IncomingMessage, address: URL): string {
  return incoming.url?.startsWith("/storage/v1/") ? incoming.url : address.pathname;
}

async function noRoute(request: Request): Promise<Response> {
  return refuse(404, "NO_ROUTE", {
    message: `nothing is served at ${new URL(request.url).pathname}`,
    hint: "The local platform has /rest/v1, /auth/v1, /storage/v1, /realtime/v1 and /functions/v1/<name>.",
  });
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((done, fail) => {
    server.once("error", fail);
    server.listen({ port, host: "127.0.0.1" }, () => {
      server.off("error", fail);
      const address = server.address();
      if (typeof address === "object" && address) done(address.port);
      else fail(new Error("the gateway has no port"));
    });
  });
}

function close(server: Server): Promise<void> {
  return new Promise((done) => {
    server.close(() => done());
    server.closeAllConnections();
  });
}
