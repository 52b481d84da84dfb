import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { PATIENT } from "../keep-alive.ts";
import type { Engine, EngineKind } from "./engine.ts";
import { createInProcessEngine } from "./in-process.ts";
import { findRedisServer, startRedisServer } from "./redis-server.ts";
import { answer } from "./rest.ts";

export type { EngineKind } from "./engine.ts";

export interface RedisOptions {
  /** 0 for a free one. */
  port: number;
  token: string;
  /** A Redis that runs already; wins over everything else. */
  redisUrl?: string;
  /** Set to keep to the in-process Redis although a redis-server is installed. */
  engine?: "in-process";
  log: (line: string) => void;
}

export interface Redis {
  port: number;
  url: string;
  engine: EngineKind;
  stop(): Promise<void>;
}

/**
 * Starts a server on 127.0.0.1 that speaks Upstash's Redis REST API over the Redis at `redisUrl`, else over a
 * redis-server of its own if one is installed, else over a Redis inside this process.
 */
export async function startRedis(options: RedisOptions): Promise<Redis> {
  const { port, token, log } = options;
  const engine = await chooseEngine(options);
  const server = createServer(
    PATIENT,
    (request, response) => void answer({ engine, request, response, token, log }),
  );
  try {
    await new Promise<void>((resolve, reject) => {
      server.once("error", reject);
      server.listen(port, "127.0.0.1", resolve);
    });
  } catch (error) {
    await engine.stop();
    throw error;
  }
  const bound = (server.address() as AddressInfo).port;
  return {
    port: bound,
    url: `http://127.0.0.1:${bound}`,
    engine: engine.kind,
    async stop() {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
      await engine.stop();
    },
  };
}

async function chooseEngine({ redisUrl, engine, log }: RedisOptions): Promise<Engine> {
  if (engine === "in-process") return createInProcessEngine();
  if (redisUrl) {
    try {
      const { connectEngine } = await import("./real-engine.ts");
      return await connectEngine({ kind: "REDIS_URL", address: { url: redisUrl }, log });
    } catch (error) {
      throw new Error(`no Redis answers at REDIS_URL (${hostOf(redisUrl)})`, { cause: error });
    }
  }
  const binary = findRedisServer();
  if (binary === null) return createInProcessEngine();
  try {
    return await ownServer(binary, log);
  } catch (error) {
    log(`${error instanceof Error ? error.message : error}; the in-process Redis answers instead`);
    return createInProcessEngine();
  }
}

async function ownServer(binary: string, log: (line: string) => void): Promise<Engine> {
  const server = await startRedisServer(binary);
  try {
    const { connectEngine } = await import("./real-engine.ts");
    const engine = await connectEngine({
      kind: "redis-server",
      address: { socketPath: server.socketPath },
      log,
    });
    return {
      ...engine,
      async stop() {
        await engine.stop();
        await server.stop();
      },
    };
  } catch (error) {
    await server.stop();
    throw error;
  }
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : "which is not a URL";
}
