import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { CaptureRules } from "@floyo/shared/events/capture-rules.ts";
import { anEvent } from "@floyo/shared/events/event-builder.ts";
import { EVENT_OPS } from "@floyo/shared/events/event-ops.ts";
import { uuidV7 } from "@floyo/shared/events/uuid-v7.ts";
import { afterEach, describe, expect, it, vi } from "vitest";
import { createPassingStore } from "./passing-store.ts";
import { type SenderNews, startSender } from "./queue-sender.ts";

const SOURCE = "5f0a1c1e-3a43-4e37-9d5b-0d5a3f0f1c11";
const PATIENCE = { timeout: 20_000, interval: 20 };
const OPEN: { server: Server; ending: AbortController }[] = [];

interface Answer {
  status: number;
  headers?: Record<string, string>;
  body?: object;
}

/** Nothing is ruled out. */
const EVERYTHING: CaptureRules = { ops: EVENT_OPS, ignoredPaths: [], isPaused: false };

const taken: Answer = { status: 200, body: { accepted: 1, duplicate: 0, rejected: [] } };

/** A sender with `count` events in its queue, and a server that gives these answers in turn, then takes everything. */
async function aSender(
  count: number,
  answers: (Answer | "cut")[],
  readRules: () => Promise<CaptureRules> = async () => EVERYTHING,
) {
  const batches: string[][] = [];
  const bodies: string[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    bodies.push(Buffer.concat(chunks).toString());
    const { events } = JSON.parse(bodies.at(-1) ?? "") as { events: { id: string }[] };
    batches.push(events.map(({ id }) => id));
    const answer = answers.shift() ?? taken;
    if (answer === "cut") return request.socket.destroy();
    response.writeHead(answer.status, answer.headers).end(JSON.stringify(answer.body ?? {}));
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const ending = new AbortController();
  OPEN.push({ server, ending });

  const store = createPassingStore();
  const events = Array.from({ length: count }, (_, n) =>
    anEvent({ id: uuidV7({ timeMs: Date.UTC(2026, 10, 9) + n, bytes: new Uint8Array(10) }) }),
  );
  await store.addFound(SOURCE, { stamps: new Map(), events });
  const news: SenderNews[] = [];
  const onNoSource = vi.fn();
  const network = new EventTarget();
  const sender = startSender({
    sourceId: SOURCE,
    store,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    token: async () => "token",
    readRules,
    onNews: (told) => news.push(told),
    onNoSource,
    network,
    signal: ending.signal,
  });
  return { sender, store, batches, bodies, news, onNoSource, network, ids: events.map(({ id }) => id) };
}

afterEach(async () => {
  for (const { server, ending } of OPEN.splice(0)) {
    ending.abort();
    server.closeAllConnections();
    await new Promise((done) => server.close(done));
  }
});

describe("startSender", () => {
  it("sends the queue in its order, at most a thousand at once, and what comes later as well", async () => {
    const { sender, store, batches, ids } = await aSender(1_500, []);
    await expect.poll(() => store.countQueue(SOURCE), PATIENCE).toBe(0);
    const late = anEvent({ path: "late.txt" });
    await store.addFound(SOURCE, { stamps: new Map(), events: [late] });
    sender.wake();
    await expect.poll(() => batches.length, PATIENCE).toBe(3);

    expect(batches.map(({ length }) => length)).toEqual([1_000, 500, 1]);
    expect(batches.flat()).toEqual([...ids, late.id]);
  });

  it("never sends what the person ruled out, as the rules are at that moment", async () => {
    let ignoredPaths: string[] = [];
    const rules = async () => ({ ...EVERYTHING, ignoredPaths });
    const { sender, store, bodies } = await aSender(1, [], rules);
    await expect.poll(() => store.countQueue(SOURCE), PATIENCE).toBe(0);

    ignoredPaths = ["Private/"];
    const events = ["Private/diary.md", "Work/plan.md"].map((path) => anEvent({ path }));
    events.push(anEvent({ op: "moved", fromPath: "Private/letter.md", path: "Work/letter.md" }));
    await store.addFound(SOURCE, { stamps: new Map(), events });
    sender.wake();
    await expect.poll(() => bodies.join("").includes("plan.md"), PATIENCE).toBe(true);
    await expect.poll(() => store.countQueue(SOURCE), PATIENCE).toBe(0);

    expect(bodies.join("")).not.toMatch(/diary|letter/);
  });

  it("sends nothing while it cannot know the rules", async () => {
    const { store, batches, news } = await aSender(1, [], () => Promise.reject(new Error("no network")));

    await expect.poll(() => news.at(-1)?.problem, PATIENCE).toBe("offline");

    expect(batches).toEqual([]);
    expect(await store.countQueue(SOURCE)).toBe(1);
  });

  it("keeps events through a lost connection and a busy service, and sends the same ones again", async () => {
    const { store, batches, news, ids } = await aSender(2, ["cut", { status: 503 }]);

    await expect.poll(() => store.countQueue(SOURCE), PATIENCE).toBe(0);

    expect(batches).toEqual([ids, ids, ids]);
    expect(news.map(({ problem }) => problem)).toEqual(["offline", "busy", null, null]);
    expect(news[0]).toMatchObject({ waiting: 2 });
  });

  it("waits as long as the service asks, also when new events come", async () => {
    const { sender, batches, news } = await aSender(1, [{ status: 429, headers: { "retry-after": "3600" } }]);
    await expect.poll(() => news.at(-1)?.problem, PATIENCE).toBe("busy");

    sender.wake();
    await new Promise((done) => setImmediate(done));

    expect(batches).toHaveLength(1);
  });

  it("hurries when the network is back", async () => {
    const { store, network, news } = await aSender(1, [{ status: 503, headers: { "retry-after": "3600" } }]);
    await expect.poll(() => news.at(-1)?.problem, PATIENCE).toBe("busy");

    await expect
      .poll(async () => {
        network.dispatchEvent(new Event("online"));
        return store.countQueue(SOURCE);
      }, PATIENCE)
      .toBe(0);
  });

  it("sends less at once when a batch is too large", async () => {
    const { store, batches } = await aSender(8, [{ status: 413 }, { status: 413 }]);

    await expect.poll(() => store.countQueue(SOURCE), PATIENCE).toBe(0);

    expect(batches.slice(0, 3).map(({ length }) => length)).toEqual([8, 4, 2]);
  });

  it("lets go of what was refused for good, keeps what comes from the future, and says why", async () => {
    const rejected = [
      { index: 0, code: "duplicate_conflict", message: "", retryable: false },
      { index: 1, code: "outside_retention", message: "", retryable: true },
    ];
    const { store, news, ids } = await aSender(3, [
      { status: 200, body: { accepted: 1, duplicate: 0, rejected } },
    ]);

    await expect.poll(() => news.at(-1)?.problem, PATIENCE).toBe("clock ahead");

    expect((await store.readQueue(SOURCE, 10)).map(({ event }) => event.id)).toEqual([ids[1]]);
    expect(news.at(-1)).toMatchObject({ waiting: 1, refused: 1 });
  });

  it("keeps everything while nobody is signed in", async () => {
    const { store, news } = await aSender(2, [{ status: 401 }, { status: 401 }, { status: 401 }]);

    await expect.poll(() => news.at(-1)?.problem, PATIENCE).toBe("signed out");

    expect(await store.countQueue(SOURCE)).toBe(2);
  });

  it("says that the source is gone", async () => {
    const { onNoSource } = await aSender(1, [{ status: 404 }]);

    await expect.poll(() => onNoSource.mock.calls.length, PATIENCE).toBe(1);
  });
});
