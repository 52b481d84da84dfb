import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import WebSocket from "ws";
import { join } from "./testing/join.ts";
import { serveRealtime } from "./testing/serve-realtime.ts";

type Served = Awaited<ReturnType<typeof serveRealtime>>;
let served: Served;
beforeAll(async () => {
  served = await serveRealtime();
});
afterAll(() => served?.close());

function send(topic: string, payload: object, event = "changed", isPrivate = true) {
  return served.sql`select realtime.send(${served.sql.json({ ...payload })}, ${event}, ${topic}, ${isPrivate})`;
}

/** Someone who is signed in, with a client that says so. */
async function someone(vsn: "1.0.0" | "2.0.0" = "2.0.0") {
  const id = randomUUID();
  return { ...(await served.client({ token: served.token(id), vsn })), id, topic: `user:${id}` };
}

/** How long a token lives that is to expire: joining must be done by then, on a busy machine too. */
const JOINED_WITHIN_S = 6;

describe.each(["1.0.0", "2.0.0"] as const)("vsn %s", (vsn) => {
  test("a person joins their own topic and gets what SQL sends there", async () => {
    const { client, topic } = await someone(vsn);
    const joined = await join(client, topic);
    expect(joined.states).toEqual(["SUBSCRIBED"]);

    await send(topic, { kind: "suggestion", id: "s1", version: 3 });

    await expect.poll(() => joined.broadcasts.length).toBe(1);
    const [message] = joined.broadcasts;
    expect(message).toMatchObject({
      event: "changed",
      payload: { kind: "suggestion", id: "s1", version: 3 },
      meta: { id: expect.stringMatching(/^[0-9a-f-]{36}$/) },
    });
  });

  test("a stranger's topic, no token and another project's token are refused", async () => {
    const { client } = await someone(vsn);
    const stranger = `user:${randomUUID()}`;
    const anonymous = (await served.client({ vsn })).client;
    const forged = (await served.client({ token: `${served.token(randomUUID()).slice(0, -6)}AAAAAA`, vsn }))
      .client;

    expect((await join(client, stranger)).reason).toBe(
      `Unauthorized: You do not have permissions to read from this Channel topic: ${stranger}`,
    );
    expect((await join(anonymous, stranger)).reason).toMatch(/^Unauthorized: /);
    expect((await join(forged, stranger)).reason).toMatch(/^InvalidJWTToken: /);
  });

  test("a message of 20 kB arrives whole", async () => {
    const { client, topic } = await someone(vsn);
    const joined = await join(client, topic);
    const text = "é".repeat(10_000);

    await send(topic, { text });

    await expect.poll(() => joined.broadcasts.length).toBe(1);
    expect(joined.broadcasts[0]?.payload.text).toBe(text);
  });

  test("small and large messages keep their order", async () => {
    const { client, topic } = await someone(vsn);
    const joined = await join(client, topic);

    for (let i = 0; i < 10; i++) await send(topic, { i, text: "x".repeat(i % 2 === 0 ? 9_000 : 1) });

    await expect.poll(() => joined.broadcasts.length).toBe(10);
    expect(joined.broadcasts.map(({ payload }) => payload.i)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  });

  test("clients hear each other, themselves only with self, and get an answer only with ack", async () => {
    const [one, two] = [await someone(vsn), await someone(vsn)];
    const room = `room:${randomUUID()}`;
    const first = await join(one.client, room, { private: true, broadcast: { self: true, ack: true } });
    const second = await join(two.client, room);

    const answer = await first.channel.send({ type: "broadcast", event: "hi", payload: { n: 1 } });

    expect(answer).toBe("ok");
    await expect.poll(() => [first.broadcasts.length, second.broadcasts.length]).toEqual([1, 1]);
    expect(second.broadcasts[0]).toMatchObject({ event: "hi", payload: { n: 1 } });

    await second.channel.send({ type: "broadcast", event: "hi", payload: { n: 2 } });
    await expect.poll(() => first.broadcasts.length).toBe(2);
    expect(second.broadcasts).toHaveLength(1);
  });

  test("who may only read is not heard, without a word", async () => {
    const [one, two] = [await someone(vsn), await someone(vsn)];
    const news = `news:${randomUUID()}`;
    const writer = await join(one.client, news, { private: true, broadcast: { ack: true, self: true } });
    const reader = await join(two.client, news);

    const answer = await writer.channel.send(
      { type: "broadcast", event: "hi", payload: {} },
      { timeout: 300 },
    );

    expect(answer).toBe("timed out");
    expect([...writer.broadcasts, ...reader.broadcasts]).toEqual([]);
  });

  test("presence tells who is there, who came and who left", async () => {
    const [one, two] = [await someone(vsn), await someone(vsn)];
    const room = `room:${randomUUID()}`;
    const config = (key: string) => ({ private: true, presence: { key } });
    const seen: string[] = [];
    const first = await join(one.client, room, config("one"), (channel) => {
      channel.on("presence", { event: "join" }, ({ key }) => seen.push(`join ${key}`));
      channel.on("presence", { event: "leave" }, ({ key }) => seen.push(`leave ${key}`));
    });
    expect(await first.channel.track({ at: "home" })).toBe("ok");
    const second = await join(two.client, room, config("two"), (channel) => {
      channel.on("presence", { event: "sync" }, () => undefined);
    });

    await expect.poll(() => second.channel.presenceState()).toMatchObject({ one: [{ at: "home" }] });
    expect(await second.channel.track({ at: "work" })).toBe("ok");
    await expect.poll(() => first.channel.presenceState()).toMatchObject({ two: [{ at: "work" }] });
    expect(await second.channel.track({ at: "sea" })).toBe("ok");
    await expect.poll(() => first.channel.presenceState()).toMatchObject({ two: [{ at: "sea" }] });
    expect(first.channel.presenceState().two).toHaveLength(1);

    expect(await second.channel.untrack()).toBe("ok");
    await expect.poll(() => Object.keys(first.channel.presenceState())).toEqual(["one"]);
    await second.channel.track({ at: "work" });
    await two.client.realtime.disconnect();
    await expect.poll(() => Object.keys(first.channel.presenceState())).toEqual(["one"]);
    expect(seen[0]).toBe("join one");
    expect(seen.at(-1)).toBe("leave two");
  });

  test("who may not write cannot be present", async () => {
    const { client } = await someone(vsn);
    const joined = await join(client, `news:${randomUUID()}`);

    expect(await joined.channel.track({ at: "home" })).toBe("error");
  });

  test("old messages are replayed in order, once, and marked", async () => {
    const { client, topic } = await someone(vsn);
    const since = Date.now() - 1_000;
    const witness = await join(client, topic);
    for (const n of [1, 2, 3, 4]) await send(topic, { n });
    await expect.poll(() => witness.broadcasts.length).toBe(4);
    await client.removeChannel(witness.channel);

    const joined = await join(client, topic, { private: true, broadcast: { replay: { since, limit: 3 } } });
    await expect.poll(() => joined.broadcasts.length).toBe(3);
    await send(topic, { n: 5 });

    await expect.poll(() => joined.broadcasts.map(({ payload }) => payload.n)).toEqual([2, 3, 4, 5]);
    expect(joined.broadcasts.map(({ meta }) => meta?.replayed)).toEqual([true, true, true, undefined]);
  });

  test("a token that loses the right to read closes the channel and says why", async () => {
    const { client, become, topic } = await someone(vsn);
    const joined = await join(client, topic);

    await become(served.token(randomUUID()));

    await expect.poll(() => joined.states).toEqual(["SUBSCRIBED", "CLOSED"]);
    expect(joined.systems).toMatchObject([
      { status: "error", message: `You do not have permissions to read from this Channel topic: ${topic}` },
    ]);
  });

  test.concurrent("a fresh token of the same person keeps the channel, beyond the old one's expiry", async ({
    expect,
  }) => {
    const id = randomUUID();
    const expiry = Date.now() + JOINED_WITHIN_S * 1_000;
    const { client, become } = await served.client({
      token: served.token(id, { expiresInS: JOINED_WITHIN_S }),
      vsn,
    });
    const joined = await join(client, `user:${id}`);

    await become(served.token(id, { expiresInS: 60 }));
    await expect.poll(() => Date.now() > expiry, { interval: 20 }).toBe(true);
    await send(`user:${id}`, { still: "here" });

    await expect.poll(() => joined.broadcasts.length).toBe(1);
    expect(joined.states).toEqual(["SUBSCRIBED"]);
  });

  test.concurrent("at its token's expiry a channel closes", async ({ expect }) => {
    const id = randomUUID();
    const { client } = await served.client({
      token: served.token(id, { expiresInS: JOINED_WITHIN_S }),
      vsn,
    });
    const joined = await join(client, `user:${id}`);
    expect(joined.states).toEqual(["SUBSCRIBED"]);

    await expect.poll(() => joined.states).toEqual(["SUBSCRIBED", "CLOSED"]);
    expect(joined.systems[0]?.message).toMatch(/^Token has expired \d+ seconds ago$/);
  });

  test("an expired token cannot join", async () => {
    const id = randomUUID();
    const { client } = await served.client({ token: served.token(id, { expiresInS: -5 }), vsn });

    expect((await join(client, `user:${id}`)).reason).toMatch(
      /^InvalidJWTToken: Token has expired \d+ seconds ago$/,
    );
  });

  test("leaving ends delivery, and the topic can be joined again", async () => {
    const [one, two] = [await someone(vsn), await someone(vsn)];
    const room = `room:${randomUUID()}`;
    const left = await join(one.client, room);
    const witness = await join(two.client, room);
    expect(await one.client.removeChannel(left.channel)).toBe("ok");
    await send(room, { n: 1 });
    await expect.poll(() => witness.broadcasts.length).toBe(1);

    const again = await join(one.client, room);
    await send(room, { n: 2 });

    await expect.poll(() => again.broadcasts.map(({ payload }) => payload.n)).toEqual([2]);
    expect(left.broadcasts).toEqual([]);
  });

  test("postgres_changes gets a clear refusal, and broadcasts still arrive", async () => {
    const { client, topic } = await someone(vsn);
    const joined = await join(client, topic, { private: true }, (channel) => {
      channel.on("postgres_changes", { event: "*", schema: "public", table: "events" }, () => undefined);
    });
    await send(topic, { n: 1 });

    await expect.poll(() => joined.broadcasts.length).toBe(1);
    expect(joined.systems).toMatchObject([
      { extension: "postgres_changes", status: "error", message: expect.stringContaining("realtime.send()") },
    ]);
  });
});

test("both wire forms hear each other", async () => {
  const [old, young] = [await someone("1.0.0"), await someone("2.0.0")];
  const room = `room:${randomUUID()}`;
  const [first, second] = [await join(old.client, room), await join(young.client, room)];

  await first.channel.send({ type: "broadcast", event: "from old", payload: { text: "ü" } });
  await second.channel.send({ type: "broadcast", event: "from young", payload: { text: "ß" } });

  await expect.poll(() => second.broadcasts).toMatchObject([{ event: "from old", payload: { text: "ü" } }]);
  await expect.poll(() => first.broadcasts).toMatchObject([{ event: "from young", payload: { text: "ß" } }]);
});

test("public and private channels of one name are separate", async () => {
  const [one, two] = [await someone(), await someone()];
  const topic = `room:${randomUUID()}`;
  const closed = await join(one.client, topic);
  const open = await join(two.client, topic, { private: false });

  await send(topic, { to: "private" });
  await send(topic, { to: "public" }, "changed", false);

  await expect.poll(() => closed.broadcasts.map(({ payload }) => payload.to)).toEqual(["private"]);
  await expect.poll(() => open.broadcasts.map(({ payload }) => payload.to)).toEqual(["public"]);
});

test("a message of a transaction that is undone is never delivered", async () => {
  const { client, topic } = await someone();
  const joined = await join(client, topic);

  await served.sql
    .begin(async (sql) => {
      await sql`select realtime.send('{"n":1}', 'changed', ${topic}, true)`;
      throw new Error("undo");
    })
    .catch(() => undefined);
  await send(topic, { n: 2 });

  await expect.poll(() => joined.broadcasts.map(({ payload }) => payload.n)).toEqual([2]);
});

test("asking for permission leaves no row behind", async () => {
  const { client, topic } = await someone();
  const joined = await join(client, topic, { private: true, presence: { enabled: true } });
  await joined.channel.send({ type: "broadcast", event: "hi", payload: {} });
  await joined.channel.track({});

  expect(await served.sql`select from realtime.messages where topic = ${topic}`).toHaveLength(0);
});

test("messages can be sent over HTTP, by who may write", async () => {
  const { client, topic, id } = await someone();
  const joined = await join(client, topic);
  const elsewhere = (await served.client({ token: served.token(id) })).client;
  const stranger = await someone();

  const sent = await elsewhere.channel(topic, { config: { private: true } }).httpSend("changed", { n: 1 });
  const strange = await stranger.client
    .channel(topic, { config: { private: true } })
    .httpSend("changed", { n: 2 });
  const batch = await fetch(`${served.url}/realtime/v1/api/broadcast`, {
    method: "POST",
    headers: { apikey: served.keys.secretKey, "content-type": "application/json" },
    body: JSON.stringify({ messages: [{ topic, event: "changed", payload: { n: 3 }, private: true }] }),
  });

  expect([sent.success, strange.success, batch.status]).toEqual([true, true, 202]);
  await expect.poll(() => joined.broadcasts.map(({ payload }) => payload.n)).toEqual([1, 3]);
});

test("HTTP says what is wrong with a key, a path or a body", async () => {
  const post = (path: string, body: string, apikey = served.keys.publishableKey) =>
    fetch(`${served.url}/realtime/v1/api/${path}`, { method: "POST", headers: { apikey }, body });

  expect((await post("broadcast", "{}", "sb_publishable_wrong")).status).toBe(401);
  expect((await post("nowhere", "{}")).status).toBe(404);
  const bad = await post("broadcast", '{"messages":[{"topic":"a"}]}');
  expect(bad.status).toBe(422);
  expect(await bad.json()).toEqual({ error: 'messages[0] needs "topic", "event" and "payload"' });
});

test("a page of another origin may broadcast over HTTP", async () => {
  const response = await fetch(`${served.url}/realtime/v1/api/broadcast`, { method: "OPTIONS" });

  expect(response.status).toBe(204);
  expect(response.headers.get("access-control-allow-origin")).toBe("*");
  expect(response.headers.get("access-control-allow-headers")).toContain("apikey");
});

test("a wrong key is refused before the connection is upgraded", async () => {
  const url = `${served.url.replace("http", "ws")}/realtime/v1/websocket?vsn=2.0.0&apikey=wrong`;

  const status = await new Promise((resolve) => {
    new WebSocket(url).on("unexpected-response", (_, response) => resolve(response.statusCode));
  });

  expect(status).toBe(401);
});

test("text that is no message is ignored, and heartbeats are answered", async () => {
  const url = `${served.url.replace("http", "ws")}/realtime/v1/websocket?vsn=1.0.0&apikey=${served.keys.publishableKey}`;
  const socket = new WebSocket(url);
  await new Promise((resolve) => socket.on("open", resolve));
  const answer = new Promise((resolve) => socket.on("message", (data) => resolve(JSON.parse(String(data)))));

  for (const junk of ["", "no", "[]", "null", '{"topic":1}']) socket.send(junk);
  socket.send(Buffer.from([3, 255, 255]));
  socket.send('{"topic":"phoenix","event":"heartbeat","payload":{},"ref":"7"}');

  expect(await answer).toEqual({
    topic: "phoenix",
    event: "phx_reply",
    payload: { status: "ok", response: {} },
    ref: "7",
    join_ref: null,
  });
  socket.close();
});

test("after a restart of the server clients join again by themselves", async () => {
  const { client, topic } = await someone();
  const joined = await join(client, topic);

  await served.restart();

  await expect.poll(() => joined.states.slice(1)).toContain("SUBSCRIBED");
  await send(topic, { n: 1 });
  await expect.poll(() => joined.broadcasts.length).toBe(1);
});

test("with public access off only private channels can be joined", async () => {
  const strict = await serveRealtime({ privateOnly: true });
  const id = randomUUID();
  const { client } = await strict.client({ token: strict.token(id) });

  expect((await join(client, "room:1", { private: false })).reason).toMatch(/^PrivateOnly: /);
  expect((await join(client, `user:${id}`)).states).toEqual(["SUBSCRIBED"]);
  await strict.close();
});
