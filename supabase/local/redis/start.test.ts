import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { dirname } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { freePorts } from "../ports.ts";
import { findRedisServer, startRedisServer } from "./redis-server.ts";
import { startRedis } from "./start.ts";
import { localRedis, TOKEN } from "./testing/local-redis.ts";

const binary = findRedisServer();

test("without a redis-server on the path there is none", () => {
  expect(findRedisServer("/nowhere:")).toBeNull();
});

test("a REDIS_URL where nothing answers is an error that names the host and no password", async () => {
  const started = startRedis({
    port: 0,
    token: TOKEN,
    redisUrl: "redis://u:secret@127.0.0.1:1",
    log: () => undefined,
  });

  await expect(started).rejects.toThrow("no Redis answers at REDIS_URL (127.0.0.1:1)");
});

test("a redis-server that does not start leaves the in-process Redis in charge", async () => {
  await expect(startRedisServer("/bin/false")).rejects.toThrow("redis-server did not start");
});

test("a taken port is an error", async () => {
  const { server } = await localRedis({ engine: "in-process" });

  const second = startRedis({ port: server.port, token: TOKEN, engine: "in-process", log: () => undefined });

  await expect(second).rejects.toMatchObject({ code: "EADDRINUSE" });
});

describe.skipIf(binary === null)("with an installed redis-server", () => {
  test("it is used, and gone after stop with its folder", async () => {
    const server = await startRedisServer(binary ?? "");
    const folder = dirname(server.socketPath);
    const before = existsSync(server.socketPath);

    await server.stop();

    expect([before, existsSync(folder)]).toEqual([true, false]);
  });

  test("it is taken over REDIS_URL", async () => {
    const { port } = await redisOnTcp(binary ?? "");

    const { server, client } = await localRedis({ redisUrl: `redis://127.0.0.1:${port}` });

    expect([server.engine, await client.set("a", 1)]).toEqual(["REDIS_URL", "OK"]);
  });

  test("when it goes away a request is answered 503, not kept waiting, and the loss is logged", async () => {
    const { port, redis } = await redisOnTcp(binary ?? "");
    const { send, logged } = await localRedis({ redisUrl: `redis://127.0.0.1:${port}` });
    redis.kill("SIGKILL");
    await once(redis, "close");

    await expect.poll(() => logged.join(), { interval: 20 }).toContain("connection to Redis lost");
    const response = await send("/", { body: ["get", "a"] });

    expect([response.status, await response.json()]).toEqual([503, { error: "ERR Redis is not reachable" }]);
  });

  test("it dies with the process that started it, even by SIGKILL", async () => {
    const script = `
      import { startRedisServer } from ${JSON.stringify(import.meta.resolve("./redis-server.ts"))};
      const server = await startRedisServer(${JSON.stringify(binary)});
      console.log(server.socketPath);
      setInterval(() => undefined, 1000);`;
    const parent = spawn(process.execPath, ["--input-type=module", "-e", script], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    const [output] = await once(parent.stdout, "data");
    const folder = dirname(String(output).trim());
    const before = existsSync(folder);

    parent.kill("SIGKILL");

    await expect.poll(() => existsSync(folder), { interval: 20 }).toBe(false);
    expect(before).toBe(true);
  });
});

/** A server that is not the bridge's own; another port is tried when somebody was faster. */
async function redisOnTcp(program: string): Promise<{ port: number; redis: ChildProcess }> {
  for (;;) {
    const { redis: port } = await freePorts();
    const redis = spawn(program, ["--port", String(port), "--bind", "127.0.0.1", "--save", ""], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    onTestFinished(() => void redis.kill());
    for await (const chunk of redis.stdout) {
      if (String(chunk).includes("Ready to accept")) return { port, redis };
    }
  }
}
