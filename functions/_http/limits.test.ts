import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, test } from "vitest";
import { createLimit } from "./limits.ts";

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

/** A Redis that takes requests and never answers; counts them. */
async function blackHole(): Promise<{ url: string; asked: () => number }> {
  let asked = 0;
  const server = createServer(() => asked++);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked: () => asked };
}

test("counts for itself without Redis, each key apart, and says when to come back", async () => {
  const limit = createLimit({ name: "t", perMinute: 2, now: () => 1_000 });
  await limit("anna");
  await limit("anna");

  await expect(limit("anna")).rejects.toMatchObject({
    code: "limit_exceeded",
    status: 429,
    headers: { "retry-after": expect.stringMatching(/^6[0-2]$/) },
  });
  await expect(limit("ben")).resolves.toBeUndefined();
});

test("opens again after the minute", async () => {
  let now = 0;
  const limit = createLimit({ name: "t", perMinute: 1, now: () => now });
  await limit("anna");
  now = 60_001;

  await expect(limit("anna")).resolves.toBeUndefined();
});

test("does not wait for a Redis that gives no answer, then leaves it alone and still limits", async () => {
  const redis = await blackHole();
  const limit = createLimit({
    name: "t",
    perMinute: 2,
    redisUrl: redis.url,
    redisToken: "t",
    now: () => 1_000,
  });

  await limit("anna");
  await limit("anna");

  await expect(limit("anna")).rejects.toMatchObject({ status: 429 });
  expect(redis.asked()).toBeLessThanOrEqual(1);
});

test("goes on at once when Redis refuses connections", async () => {
  const limit = createLimit({ name: "t", perMinute: 5, redisUrl: "http://127.0.0.1:9", redisToken: "t" });

  await expect(limit("anna")).resolves.toBeUndefined();
});
