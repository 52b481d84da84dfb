import { expect, test } from "vitest";
import { localQstash } from "./testing/local-qstash.ts";

test("a key's parallelism holds over all its addresses, other keys run on", async () => {
  const { client, destination, qstash } = await localQstash();
  const running = new Map<string, number>();
  const most = new Map<string, number>();
  destination.answer = ({ target }) => {
    const key = target.slice(1, 2);
    running.set(key, (running.get(key) ?? 0) + 1);
    most.set(key, Math.max(most.get(key) ?? 0, running.get(key) ?? 0));
    setTimeout(() => running.set(key, (running.get(key) ?? 0) - 1), 15);
    return { afterMs: 20 };
  };

  await client.batchJSON(
    ["a1", "a2", "a3", "a4", "a5", "b1", "b2", "b3"].map((path) => ({
      url: `${destination.url}/${path}`,
      body: {},
      flowControl: { key: `org_${path[0]}`, parallelism: path.startsWith("a") ? 2 : 1 },
    })),
  );
  await qstash.whenEmpty();

  expect(destination.deliveries).toHaveLength(8);
  expect(Object.fromEntries(most)).toEqual({ a: 2, b: 1 });
});

test("a key's rate lets so many start in each period, divided by the time scale", async () => {
  const { client, destination, qstash } = await localQstash({ timeScale: 100 });
  const flowControl = { key: "org_1", rate: 2, period: "10s" } as const;

  await client.batchJSON(Array.from({ length: 5 }, () => ({ url: destination.url, body: {}, flowControl })));
  await qstash.whenEmpty();

  const [first = 0, ...others] = destination.deliveries.map(({ at }) => at);
  expect(destination.deliveries).toHaveLength(5);
  expect((others[1] ?? 0) - first).toBeGreaterThanOrEqual(90);
  expect((others[3] ?? 0) - first).toBeGreaterThanOrEqual(190);
});

test("a paused key waits, and says how many wait", async () => {
  const { client, destination, qstash } = await localQstash();
  await client.flowControl.pause("org_1");
  const message = { url: destination.url, body: {}, flowControl: { key: "org_1", parallelism: 3, rate: 7 } };
  await client.batchJSON([{ ...message }, { ...message }]);
  await qstash.tick();

  const paused = await client.flowControl.get("org_1");
  await client.flowControl.resume("org_1");
  await qstash.whenEmpty();

  expect(paused).toEqual({
    flowControlKey: "org_1",
    waitListSize: 2,
    parallelismMax: 3,
    parallelismCount: 0,
    rateMax: 7,
    rateCount: 0,
    ratePeriod: 1,
    ratePeriodStart: expect.any(Number),
    isPaused: true,
    isPinnedParallelism: false,
    isPinnedRate: false,
  });
  expect(destination.deliveries).toHaveLength(2);
});

test("pinned limits win over those of incoming messages until they are unpinned", async () => {
  const { client, destination, qstash } = await localQstash();
  const publish = () =>
    client.publishJSON({
      url: destination.url,
      body: {},
      flowControl: { key: "org_1", parallelism: 9, rate: 9 },
    });
  await client.flowControl.pin("org_1", { parallelism: 1, rate: 2, period: 3 });

  await publish();
  const pinned = await client.flowControl.get("org_1");
  await client.flowControl.unpin("org_1", { parallelism: true, rate: true });
  await publish();
  const unpinned = await client.flowControl.get("org_1");

  expect(pinned).toMatchObject({ parallelismMax: 1, rateMax: 2, ratePeriod: 3, isPinnedParallelism: true });
  expect(unpinned).toMatchObject({ parallelismMax: 9, rateMax: 9, ratePeriod: 1, isPinnedRate: false });
  await qstash.whenEmpty();
});

test("resetting a key's rate lets it start again at once", async () => {
  const { client, destination } = await localQstash({ timeScale: 1 });
  const flowControl = { key: "org_1", rate: 1, period: "1h" } as const;
  await client.batchJSON([1, 2].map((n) => ({ url: destination.url, body: { n }, flowControl })));
  await destination.received(1);

  await client.flowControl.resetRate("org_1");

  expect(await destination.received(2)).toHaveLength(2);
});

test("the parallelism over all keys is told", async () => {
  const { client, destination } = await localQstash({ maxParallel: 7 });
  destination.answer = () => ({ afterMs: 100 });
  await client.publishJSON({ url: destination.url, body: {} });
  await destination.received(1);

  expect(await client.flowControl.getGlobalParallelism()).toEqual({ parallelismMax: 7, parallelismCount: 1 });
});

test("a key that nobody used is not found", async () => {
  const { client } = await localQstash();

  await expect(client.flowControl.get("nobody")).rejects.toMatchObject({ status: 404 });
});
