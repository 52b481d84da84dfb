import { Redis } from "@upstash/redis";
import { onTestFinished } from "vitest";
import { type Redis as LocalRedis, type RedisOptions, startRedis } from "../start.ts";

export const TOKEN = "local-token";

/** A Redis of the test's own, stopped after it, with the real client. */
export async function localRedis(options: Partial<RedisOptions> = {}): Promise<{
  server: LocalRedis;
  client: Redis;
  logged: string[];
  /** A request without the client. */
  send(
    path: string,
    init?: { body?: unknown; method?: string; headers?: Record<string, string> },
  ): Promise<Response>;
}> {
  const logged: string[] = [];
  const server = await startRedis({ port: 0, token: TOKEN, log: (line) => logged.push(line), ...options });
  onTestFinished(server.stop);
  return {
    server,
    logged,
    client: clientFor(server),
    send: (path, { body, method = "POST", headers = {} } = {}) =>
      fetch(`${server.url}${path}`, {
        method,
        headers: { authorization: `Bearer ${TOKEN}`, ...headers },
        body:
          body === undefined || typeof body === "string" || body instanceof Blob
            ? body
            : JSON.stringify(body),
      }),
  };
}

export function clientFor(
  { url }: { url: string },
  options: { token?: string; isRaw?: boolean } = {},
): Redis {
  return new Redis({
    url,
    token: options.token ?? TOKEN,
    retry: false,
    enableTelemetry: false,
    ...(options.isRaw ? { automaticDeserialization: false } : {}),
  });
}
