import { createHash } from "node:crypto";
import { Ratelimit } from "@upstash/ratelimit";
import { describe, expect, test } from "vitest";
import { findRedisServer } from "./redis-server.ts";
import type { RedisOptions } from "./start.ts";
import { clientFor, localRedis, TOKEN } from "./testing/local-redis.ts";

const sha1 = (text: string) => createHash("sha1").update(text).digest("hex");
const FLAGGED = "#!lua flags=allow-key-locking\nreturn redis.call('INCRBY', KEYS[1], ARGV[1])";

describe("in-process Redis", () => conformance({ engine: "in-process" }));
describe.skipIf(findRedisServer() === null)("an installed redis-server", () => conformance({}));

function conformance(options: Partial<RedisOptions>) {
  const start = () => localRedis(options);

  describe("strings and counters", () => {
    test("what was set is got, with its JSON type", async () => {
      const { client } = await start();

      await client.mset({ text: "héllo", number: 5, object: { a: [1, null] } });

      expect(await client.mget("text", "number", "object", "absent")).toEqual([
        "héllo",
        5,
        { a: [1, null] },
        null,
      ]);
      expect(await client.get("text")).toBe("héllo");
    });

    test("set with ex, px, nx, xx, get and keepTtl", async () => {
      const { client } = await start();

      expect(await client.set("k", "1", { ex: 100 })).toBe("OK");
      expect(await client.ttl("k")).toBe(100);
      expect(await client.set("k", "2", { nx: true })).toBeNull();
      expect(await client.set("k", "2", { xx: true, keepTtl: true })).toBe("OK");
      expect(await client.ttl("k")).toBe(100);
      expect(await client.set("k", "3", { get: true, px: 5000 })).toBe(2);
      expect(await client.pttl("k")).toBeGreaterThan(4000);
      expect(await client.set("absent", "1", { xx: true })).toBeNull();
    });

    test("a key is gone when its time is over", async () => {
      const { client } = await start();
      await client.set("soon", "x", { px: 30 });
      await client.hset("hash", { a: 1 });
      await client.pexpire("hash", 30);

      await expect.poll(() => client.exists("soon", "hash"), { interval: 10 }).toBe(0);

      expect([await client.get("soon"), await client.hgetall("hash"), await client.ttl("soon")]).toEqual([
        null,
        null,
        -2,
      ]);
    });

    test("counters count, and an expiry stays", async () => {
      const { client } = await start();
      await client.set("n", 5, { ex: 100 });

      expect(await client.incr("n")).toBe(6);
      expect(await client.incrby("n", 4)).toBe(10);
      expect(await client.decr("n")).toBe(9);
      expect(await client.decrby("n", 10)).toBe(-1);
      expect(await client.incrbyfloat("n", 1.5)).toBe(0.5);
      expect(await client.ttl("n")).toBe(100);
    });

    test("getdel, getex, getset, append, strlen, getrange, setrange, setnx, msetnx", async () => {
      const { client } = await start();

      expect(await client.append("s", "hello")).toBe(5);
      expect(await client.append("s", " world")).toBe(11);
      expect(await client.strlen("s")).toBe(11);
      expect(await client.getrange("s", -5, -1)).toBe("world");
      expect(await client.setrange("s", 6, "Floyo")).toBe(11);
      expect(await client.getset("s", "new")).toBe("hello Floyo");
      expect(await client.getex("s", { ex: 50 })).toBe("new");
      expect(await client.ttl("s")).toBe(50);
      expect(await client.getdel("s")).toBe("new");
      expect(await client.getdel("s")).toBeNull();
      expect([await client.setnx("s", "1"), await client.setnx("s", "2")]).toEqual([1, 0]);
      expect(await client.msetnx({ s: "x", other: "y" })).toBe(0);
      expect(await client.exists("other")).toBe(0);
    });

    test("expiry conditions and persisting", async () => {
      const { client } = await start();
      await client.set("k", "1");

      expect(await client.expire("k", 100, "XX")).toBe(0);
      expect(await client.expire("k", 100, "NX")).toBe(1);
      expect(await client.expire("k", 50, "GT")).toBe(0);
      expect(await client.expire("k", 50, "LT")).toBe(1);
      expect(await client.ttl("k")).toBe(50);
      expect([await client.persist("k"), await client.persist("k"), await client.ttl("k")]).toEqual([
        1, 0, -1,
      ]);
      expect(await client.expireat("k", Math.floor(Date.now() / 1000) - 5)).toBe(1);
      expect(await client.exists("k")).toBe(0);
    });
  });

  describe("keys", () => {
    test("del, exists, type, rename, keys, dbsize, flushdb", async () => {
      const { client } = await start();
      await client.mset({ "org:1": "a", "org:2": "b", "user:1": "c" });
      await client.lpush("list", "x");

      expect((await client.keys("org:*")).sort()).toEqual(["org:1", "org:2"]);
      expect((await client.keys("?ser:[0-9]")).sort()).toEqual(["user:1"]);
      expect([await client.type("org:1"), await client.type("list"), await client.type("no")]).toEqual([
        "string",
        "list",
        "none",
      ]);
      expect(await client.rename("org:1", "org:3")).toBe("OK");
      await expect(client.rename("org:1", "x")).rejects.toThrow("ERR no such key");
      expect(await client.renamenx("org:2", "org:3")).toBe(0);
      expect(await client.del("org:2", "org:3", "no")).toBe(2);
      expect(await client.dbsize()).toBe(2);
      expect(await client.flushdb()).toBe("OK");
      expect(await client.dbsize()).toBe(0);
    });

    test("scan finds every key once, by pattern and type", async () => {
      const { client } = await start();
      await client.mset(Object.fromEntries(Array.from({ length: 57 }, (_, n) => [`k:${n}`, n])));
      await client.hset("k:hash", { a: 1 });
      const found: string[] = [];
      let cursor = "0";

      do {
        const [next, keys] = await client.scan(cursor, { match: "k:*", count: 10, type: "string" });
        found.push(...keys);
        cursor = next;
      } while (cursor !== "0");

      expect([found.length, new Set(found).size]).toEqual([57, 57]);
    });
  });

  describe("hashes, lists, sets, sorted sets", () => {
    test("hashes", async () => {
      const { client } = await start();

      expect(await client.hset("h", { a: 1, b: "two" })).toBe(2);
      expect(await client.hset("h", { a: 5 })).toBe(0);
      expect(await client.hsetnx("h", "a", 9)).toBe(0);
      expect(await client.hget("h", "b")).toBe("two");
      expect(await client.hmget("h", "a", "no")).toEqual({ a: 5, no: null });
      expect(await client.hgetall("h")).toEqual({ a: 5, b: "two" });
      expect(await client.hincrby("h", "a", 2)).toBe(7);
      expect(await client.hincrbyfloat("h", "a", 0.5)).toBe(7.5);
      expect([
        await client.hlen("h"),
        await client.hexists("h", "b"),
        await client.hexists("h", "z"),
      ]).toEqual([2, 1, 0]);
      expect((await client.hkeys("h")).sort()).toEqual(["a", "b"]);
      expect(await client.hdel("h", "a", "b", "z")).toBe(2);
      expect(await client.exists("h")).toBe(0);
    });

    test("lists", async () => {
      const { client } = await start();

      expect(await client.rpush("l", "b", "c")).toBe(2);
      expect(await client.lpush("l", "a", "z")).toBe(4);
      expect(await client.lrange("l", 0, -1)).toEqual(["z", "a", "b", "c"]);
      expect([await client.lindex("l", -1), await client.llen("l")]).toEqual(["c", 4]);
      expect(await client.lset("l", 0, "y")).toBe("OK");
      expect(await client.linsert("l", "after", "a", "a2")).toBe(5);
      expect(await client.lrem("l", 0, "a2")).toBe(1);
      expect(await client.ltrim("l", 1, 2)).toBe("OK");
      expect(await client.lmove("l", "l", "left", "right")).toBe("a");
      expect(await client.lrange("l", 0, -1)).toEqual(["b", "a"]);
      expect(await client.rpop("l", 5)).toEqual(["a", "b"]);
      expect([await client.lpop("l"), await client.exists("l")]).toEqual([null, 0]);
      expect(await client.lpushx("l", "x")).toBe(0);
    });

    test("sets", async () => {
      const { client } = await start();

      expect(await client.sadd("s", "a", "b", "c", "a")).toBe(3);
      await client.sadd("t", "b", "d");
      expect([await client.sismember("s", "a"), await client.scard("s")]).toEqual([1, 3]);
      expect(await client.smismember("s", ["a", "z"])).toEqual([1, 0]);
      expect(await client.sinter("s", "t")).toEqual(["b"]);
      expect((await client.sunion("s", "t")).sort()).toEqual(["a", "b", "c", "d"]);
      expect((await client.sdiff("s", "t")).sort()).toEqual(["a", "c"]);
      expect(await client.sdiffstore("u", "s", "t")).toBe(2);
      expect(await client.smove("s", "t", "a")).toBe(1);
      expect(await client.srem("s", "b", "zz")).toBe(1);
      expect(await client.smembers("s")).toEqual(["c"]);
      expect([await client.spop("s"), await client.exists("s")]).toEqual(["c", 0]);
    });

    test("sorted sets", async () => {
      const { client } = await start();

      expect(
        await client.zadd(
          "z",
          { score: 1, member: "a" },
          { score: 3, member: "c" },
          { score: 2, member: "b" },
        ),
      ).toBe(3);
      expect(await client.zadd("z", { nx: true }, { score: 9, member: "a" })).toBe(0);
      expect(await client.zadd("z", { gt: true, ch: true }, { score: 4, member: "c" })).toBe(1);
      expect(await client.zrange("z", 0, -1, { withScores: true })).toEqual(["a", 1, "b", 2, "c", 4]);
      expect(await client.zrange("z", "(1", "+inf", { byScore: true })).toEqual(["b", "c"]);
      expect(await client.zrange("z", 0, 0, { rev: true })).toEqual(["c"]);
      expect([await client.zscore("z", "b"), await client.zscore("z", "no")]).toEqual([2, null]);
      expect([
        await client.zrank("z", "c"),
        await client.zrevrank("z", "c"),
        await client.zcard("z"),
      ]).toEqual([2, 0, 3]);
      expect(await client.zincrby("z", 1.5, "a")).toBe(2.5);
      expect(await client.zcount("z", 2, 3)).toBe(2);
      expect(await client.zremrangebyscore("z", 2, 2)).toBe(1);
      expect(await client.zpopmax("z", 1)).toEqual(["c", 4]);
      expect(await client.zrem("z", "a", "zz")).toBe(1);
      expect(await client.exists("z")).toBe(0);
    });
  });

  describe("pipelines and transactions", () => {
    test("a pipeline answers each command, errors where they happened", async () => {
      const { client, send } = await start();
      const pipeline = client.pipeline().set("p", "text").incr("n").get("p");

      expect(await pipeline.exec()).toEqual(["OK", 1, "text"]);
      const response = await send("/pipeline", {
        body: [["get", "p"], ["incr", "p"], ["nope"], ["incr", "n"]],
      });
      expect(response.status).toBe(200);
      expect(await response.json()).toEqual([
        { result: "text" },
        { error: "ERR value is not an integer or out of range" },
        { error: expect.stringMatching(/^ERR unknown command 'nope'/) },
        { result: 2 },
      ]);
    });

    test("a transaction runs whole, a failing command does not undo the others", async () => {
      const { client, send } = await start();

      expect(await client.multi().set("a", "x").incr("n").hset("h", { f: 1 }).exec()).toEqual(["OK", 1, 1]);
      const response = await send("/multi-exec", {
        body: [
          ["incr", "n"],
          ["incr", "a"],
          ["incr", "n"],
        ],
      });
      expect(await response.json()).toEqual([
        { result: 2 },
        { error: "ERR value is not an integer or out of range" },
        { result: 3 },
      ]);
    });

    test("a transaction with an impossible command is discarded: one error, nothing written", async () => {
      const { client, send } = await start();

      const response = await send("/multi-exec", { body: [["set", "a", "1"], ["get"]] });

      expect(response.status).toBe(400);
      expect(await response.json()).toEqual({ error: expect.stringMatching(/^EXECABORT/) });
      expect(await client.exists("a")).toBe(0);
    });

    test("auto-pipelining sends one request and each caller gets its own answer", async () => {
      const { client } = await start();

      const answers = await Promise.all(Array.from({ length: 20 }, (_, n) => client.set(`k${n}`, n)));

      expect(answers).toEqual(Array(20).fill("OK"));
      expect(await client.dbsize()).toBe(20);
    });
  });

  describe("the wire", () => {
    test("base64 keeps every byte, and only OK stays plain", async () => {
      const { send } = await start();
      const odd = Buffer.from([0, 255, 128, 10, 13, 34]);
      const headers = { "upstash-encoding": "base64" };
      const answerOf = async (body: unknown) => (await send("/", { body, headers })).json();
      await send("/set/odd", { body: new Blob([odd]) });

      expect(await answerOf(["get", "odd"])).toEqual({ result: odd.toString("base64") });
      expect(await answerOf(["set", "k", "OK"])).toEqual({ result: "OK" });
      expect(await answerOf(["mget", "odd", "none"])).toEqual({ result: [odd.toString("base64"), null] });
      expect(await answerOf(["strlen", "odd"])).toEqual({ result: 6 });
      expect(await answerOf(["ping"])).toEqual({ result: Buffer.from("PONG").toString("base64") });
    });

    test("commands may stand in the path, with the value in path or body and options in the query", async () => {
      const { send } = await start();

      expect(await (await send("/set/a%2Fb/c%20d?EX=100", { method: "GET" })).json()).toEqual({
        result: "OK",
      });
      expect(await (await send("/get/a%2Fb", { method: "GET" })).json()).toEqual({ result: "c d" });
      expect(await (await send("/ttl/a%2Fb", { method: "GET" })).json()).toEqual({ result: 100 });
      expect(await (await send("/set/k?EX=50", { body: "from the body" })).json()).toEqual({ result: "OK" });
      expect(await (await send("/get/k", { method: "GET" })).json()).toEqual({ result: "from the body" });
    });

    test("errors have Redis's words and status 400", async () => {
      const { send, client } = await start();
      await client.lpush("list", 1);
      const answerOf = async (body: unknown) => {
        const response = await send("/", { body });
        return [response.status, (await response.json()).error];
      };

      expect(await answerOf(["get", "list"])).toEqual([
        400,
        "WRONGTYPE Operation against a key holding the wrong kind of value",
      ]);
      expect(await answerOf(["get"])).toEqual([400, "ERR wrong number of arguments for 'get' command"]);
      expect(await answerOf(["set", "a", "b", "NONSENSE"])).toEqual([400, "ERR syntax error"]);
      expect(await answerOf(["evalsha", sha1("never seen"), "0"])).toEqual([
        400,
        "NOSCRIPT No matching script. Please use EVAL.",
      ]);
      expect(await answerOf(["subscribe", "x"])).toEqual([400, "ERR Command is not available: 'subscribe'"]);
      expect(await answerOf("{")).toEqual([400, "ERR failed to parse the request: it is not valid JSON"]);
      expect(await answerOf([])).toEqual([400, "ERR empty command: expected a JSON array"]);
    });

    test("no token, a wrong one and a shorter one are 401", async () => {
      const { server, send } = await start();
      const wrong = clientFor(server, { token: `${TOKEN}x` });

      await expect(wrong.get("a")).rejects.toThrow("WRONGPASS invalid or missing auth token");
      expect((await send("/", { body: ["ping"], headers: { authorization: "" } })).status).toBe(401);
      expect((await send("/", { body: ["ping"], headers: { authorization: "Bearer x" } })).status).toBe(401);
      expect((await fetch(`${server.url}/ping?_token=${TOKEN}`)).status).toBe(200);
    });

    test("a request over 10 MiB is 413", async () => {
      const { send } = await start();

      expect((await send("/set/big", { body: "x".repeat(10_485_761) })).status).toBe(413);
    });
  });

  describe("scripts", () => {
    test("values travel as Redis converts them", async () => {
      const { client } = await start();

      expect(await client.eval("return {1, 'two', 3.9, false, true, {4, {5}}}", [], [])).toEqual([
        1,
        "two",
        3,
        null,
        1,
        [4, [5]],
      ]);
      expect(await client.eval("return {1, nil, 3}", [], [])).toEqual([1]);
      expect(await client.eval("return {KEYS[1], ARGV[1], #KEYS, #ARGV}", ["k"], ["a", "b"])).toEqual([
        "k",
        "a",
        1,
        2,
      ]);
      expect(await client.eval("return redis.status_reply('FINE')", [], [])).toBe("FINE");
      expect(await client.eval("return redis.sha1hex('')", [], [])).toBe(sha1(""));
      expect(await client.eval("return redis.call('GET', 'absent') == false", [], [])).toBe(1);
    });

    test("commands from a script write, and take numbers", async () => {
      const { client } = await start();
      const script = `
        redis.call('SET', KEYS[1], 10)
        redis.call('HSET', KEYS[2], 'f', 2 * 3.5)
        local all = redis.call('HGETALL', KEYS[2])
        return {redis.call('INCRBY', KEYS[1], 5), all[2], tonumber(redis.call('GET', KEYS[1])) + 1}`;

      expect(await client.eval(script, ["n", "h"], [])).toEqual([15, 7, 16]);
    });

    test("a script keeps bytes that are no text", async () => {
      const { send } = await start();
      const body = ["eval", "return {#ARGV[1], string.byte(redis.call('ECHO', '\\255'), 1)}", "0", "ä"];

      expect(await (await send("/", { body })).json()).toEqual({ result: [2, 255] });
    });

    test("errors of commands and of Lua reach the caller, pcall catches them", async () => {
      const { client } = await start();
      await client.set("s", "text");

      await expect(client.eval("return redis.call('HGET', KEYS[1], 'f')", ["s"], [])).rejects.toThrow(
        "WRONGTYPE",
      );
      await expect(client.eval("return nothing.at.all", [], [])).rejects.toThrow(
        "nonexistent global variable 'nothing'",
      );
      await expect(client.eval("x = 1", [], [])).rejects.toThrow(/global variable 'x'|readonly table/);
      await expect(client.eval("return (", [], [])).rejects.toThrow("ERR Error compiling script");
      await expect(client.eval("return redis.error_reply('MINE no')", [], [])).rejects.toThrow("MINE no");
      const caught = "local r = redis.pcall('HGET', KEYS[1], 'f'); return {r.err ~= nil, r.err}";
      expect(await client.eval(caught, ["s"], [])).toEqual([1, expect.stringMatching(/^WRONGTYPE/)]);
    });

    test("Upstash's flagged scripts run, by text and by the hash of what was sent", async () => {
      const { client } = await start();

      await expect(client.evalsha(sha1(FLAGGED), ["n"], ["1"])).rejects.toThrow("NOSCRIPT");
      expect(await client.eval(FLAGGED, ["n"], ["1"])).toBe(1);
      expect(await client.evalsha(sha1(FLAGGED), ["n"], ["1"])).toBe(2);
    });

    test("script load answers the hash of what was sent, exists and flush know it", async () => {
      const { client } = await start();

      const loaded = await client.scriptLoad(FLAGGED);
      const known = await client.scriptExists(loaded, sha1("other"));
      const ran = await client.evalsha(loaded, ["n"], ["3"]);
      await client.scriptFlush();

      expect([loaded, known, ran]).toEqual([sha1(FLAGGED), [1, 0], 3]);
      expect(await client.scriptExists(loaded)).toEqual([0]);
    });

    test("a script runs with nothing in between", async () => {
      const { client } = await start();
      const script = `
        local n = tonumber(redis.call('GET', KEYS[1]) or '0')
        for i = 1, 1000 do n = n + 0 end
        redis.call('SET', KEYS[1], n + 1)
        return n`;

      const seen = await Promise.all(
        Array.from({ length: 50 }, () => client.eval<[], number>(script, ["n"], [])),
      );

      expect(seen.sort((a, b) => a - b)).toEqual(Array.from({ length: 50 }, (_, n) => n));
    });
  });

  describe("@upstash/ratelimit", () => {
    const limiters = {
      fixedWindow: Ratelimit.fixedWindow(5, "1 h"),
      slidingWindow: Ratelimit.slidingWindow(5, "1 h"),
      tokenBucket: Ratelimit.tokenBucket(5, "1 h", 5),
    };

    test.each(Object.entries(limiters))(
      "%s allows exactly 5 of 8, one after the other",
      async (_, limiter) => {
        const { client } = await start();
        const ratelimit = new Ratelimit({ redis: client, limiter, ephemeralCache: false });
        const allowed: boolean[] = [];

        for (let n = 0; n < 8; n += 1) allowed.push((await ratelimit.limit("org_1")).success);

        expect(allowed).toEqual([true, true, true, true, true, false, false, false]);
        expect((await ratelimit.limit("org_2")).success).toBe(true);
      },
    );

    test.each(Object.entries(limiters))("%s allows exactly 5 of 40 at once", async (_, limiter) => {
      const { server } = await start();
      // A client each, so that nothing is joined into one pipeline.
      const attempts = Array.from({ length: 40 }, () =>
        new Ratelimit({ redis: clientFor(server), limiter, ephemeralCache: false }).limit("org_1"),
      );

      const results = await Promise.all(attempts);

      expect(results.filter(({ success }) => success)).toHaveLength(5);
    });

    test("what is left is told, and a reset gives it all back", async () => {
      const { client } = await start();
      const ratelimit = new Ratelimit({
        redis: client,
        limiter: limiters.slidingWindow,
        ephemeralCache: false,
      });
      await ratelimit.limit("org_1", { rate: 3 });

      const left = await ratelimit.getRemaining("org_1");
      await ratelimit.resetUsedTokens("org_1");

      expect(left.remaining).toBe(2);
      expect((await ratelimit.getRemaining("org_1")).remaining).toBe(5);
    });
  });
}
