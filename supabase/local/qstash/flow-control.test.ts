import { expect, test } from "vitest";
import { localQstash } from "./testing/local-qstash.ts";

test("a key's parallelism holds over all its addresses, other keys run on", async () => {
  const { client, destination } = await localQstash();
  destination.answer = () => ({ afterMs: 60_000 });

  await client.batchJSON(
    ["a1", "a2", "a3", "a4", "b1", "b2"].map((path) => ({
      url: `${destination.url}/${path}`,
      body: {},
      flowControl: { key: `org_${path[0]}`, parallelism: path.startsWith("a") ? 2 : 1 },
    })),
  );
  await destination.received(3);

  expect(await client.flowControl.get("org_a")).toMatchObject({ parallelismCount: 2, waitListSize: 2 });
  expect(await client.flowControl.get("org_b")).toMatchObject({ parallelismCount: 1, waitListSize: 1 });
  expect(destination.deliveries.map(({ target }) => target).sort()).toEqual(["/a1", "/a2", "/b1"]);
});

test("what waits for a key's parallelism is sent when another ends", async () => {
  const { client, destination, qstash } = await localQstash();
  const flowControl = { key: "org_1", parallelism: 1 };

  await client.batchJSON(Array.from({ length: 5 }, () => ({ url: destination.url, body: {}, flowControl })));
  await qstash.whenEmpty();

  expect(destination.deliveries).toHaveLength(5);
});

test("a key's rate lets so many start in each period, divided by the time scale", async () => {
  const { client, destination, qstash } = await localQstash({ timeScale: 100 });
  const flowControl = { key: "org_1", rate: 2, period: "10s" } as const;
  const publishedAt = Date.now();

  await client.batchJSON(Array.from({ length: 5 }, () => ({ url: destination.url, body: {}, flowControl })));
  await qstash.whenEmpty();

  const afterMs = destination.deliveries.map(({ at }) => at - publishedAt);
  expect(afterMs).toHaveLength(5);
  expect(afterMs[2]).toBeGreaterThanOrEqual(99);
  expect(afterMs[4]).toBeGreaterThanOrEqual(199);
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
