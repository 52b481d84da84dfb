import { Ratelimit } from "@upstash/ratelimit";
import { Redis } from "@upstash/redis";
import { findRedisServer } from "../redis-server.ts";
import { type RedisOptions, startRedis } from "../start.ts";

const ROUNDS = 500;

/** Prints how long the clients' calls take on each engine. */
for (const engine of findRedisServer() === null
  ? ["in-process" as const]
  : [undefined, "in-process" as const]) {
  await measureEngine({ port: 0, token: "bench", engine, log: console.error });
}

async function measureEngine(options: RedisOptions): Promise<void> {
  const server = await startRedis(options);
  const redis = new Redis({
    url: server.url,
    token: options.token,
    enableTelemetry: false,
    enableAutoPipelining: false,
  });
  const limiter = Ratelimit.slidingWindow(1_000_000, "1 h");
  const ratelimit = new Ratelimit({ redis, limiter, ephemeralCache: false });
  const value = "x".repeat(1000);

  console.log(`${server.engine}, ${ROUNDS} calls each, milliseconds`);
  await measure("set 1 kB", () => redis.set("key", value));
  await measure("get 1 kB", () => redis.get("key"));
  await measure("incr", () => redis.incr("counter"));
  await measure("pipeline of 10", () => {
    const pipeline = redis.pipeline();
    for (let n = 0; n < 10; n += 1) pipeline.incr(`n${n}`);
    return pipeline.exec();
  });
  await measure("ratelimit, sliding window", () => ratelimit.limit("someone"));
  console.log(`  resident memory of this process: ${Math.round(process.memoryUsage().rss / 1_048_576)} MB\n`);
  await server.stop();
}

async function measure(name: string, call: () => Promise<unknown>): Promise<void> {
  for (let n = 0; n < 20; n += 1) await call();
  const times: number[] = [];
  for (let n = 0; n < ROUNDS; n += 1) {
    const start = performance.now();
    await call();
    times.push(performance.now() - start);
  }
  times.sort((a, b) => a - b);
  const at = (part: number) => (times[Math.floor(times.length * part)] ?? 0).toFixed(2).padStart(6);
  console.log(`  ${name.padEnd(26)} p50 ${at(0.5)}  p95 ${at(0.95)}  p99 ${at(0.99)}`);
}
