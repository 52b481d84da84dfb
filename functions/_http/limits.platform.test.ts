import { expect, inject, test } from "vitest";
import { createLimit } from "./limits.ts";

const platform = inject("platform");

test("processes that share a Redis share a limit", async () => {
  const shared = {
    name: `test-${crypto.randomUUID()}`,
    perMinute: 4,
    timeoutMs: 10_000,
    redisUrl: platform.UPSTASH_REDIS_REST_URL,
    redisToken: platform.UPSTASH_REDIS_REST_TOKEN,
  };
  const [one, other] = [createLimit(shared), createLimit(shared)];
  await one("anna");
  await other("anna");
  await one("anna");
  await other("anna");

  await expect(one("anna")).rejects.toMatchObject({ status: 429, code: "limit_exceeded" });
  await expect(other("ben")).resolves.toBeUndefined();
});
