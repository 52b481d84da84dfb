import { expect, test } from "vitest";
import { localQstash } from "./testing/local-qstash.ts";

test("a queue delivers one at a time, in order", async () => {
  const { client, destination, qstash } = await localQstash();
  destination.answer = ({ target }) => ({ afterMs: target === "/0" ? 20 : 1 });
  const queue = client.queue({ queueName: "line" });

  for (const n of [0, 1, 2, 3]) await queue.enqueueJSON({ url: `${destination.url}/${n}`, body: {} });
  await qstash.whenEmpty();

  expect(destination.deliveries.map(({ target }) => target)).toEqual(["/0", "/1", "/2", "/3"]);
  expect(destination.deliveries[0]?.headers["upstash-queue-name"]).toBe("line");
});

test("a failing message holds up its queue through its retries", async () => {
  const { client, destination, qstash } = await localQstash();
  destination.answer = ({ target, headers }) =>
    target === "/first" && headers["upstash-retried"] !== "2" ? { status: 500 } : {};
  const queue = client.queue({ queueName: "line" });

  await queue.enqueueJSON({ url: `${destination.url}/first`, body: {} });
  await queue.enqueueJSON({ url: `${destination.url}/second`, body: {} });
  await qstash.whenEmpty();

  expect(destination.deliveries.map(({ target }) => target)).toEqual([
    "/first",
    "/first",
    "/first",
    "/second",
  ]);
});

test("a queue of parallelism two has two under way", async () => {
  const { client, destination } = await localQstash();
  destination.answer = () => ({ afterMs: 60_000 });
  const queue = client.queue({ queueName: "wide" });
  await queue.upsert({ parallelism: 2 });

  for (const n of [0, 1, 2]) await queue.enqueueJSON({ url: `${destination.url}/${n}`, body: {} });

  const underWay = await destination.received(2);
  expect(underWay.map(({ target }) => target).sort()).toEqual(["/0", "/1"]);
  expect(await queue.get()).toMatchObject({ lag: 3, parallelism: 2 });
});

test("a paused queue keeps its messages until it is resumed", async () => {
  const { client, destination, qstash } = await localQstash();
  const queue = client.queue({ queueName: "line" });
  await queue.pause();
  await queue.enqueueJSON({ url: destination.url, body: {} });
  await qstash.tick();

  const paused = await queue.get();
  const deliveredWhilePaused = destination.deliveries.length;
  await queue.resume();
  await qstash.whenEmpty();

  expect(paused).toEqual({
    name: "line",
    parallelism: 1,
    lag: 1,
    paused: true,
    createdAt: expect.any(Number),
    updatedAt: expect.any(Number),
  });
  expect([deliveredWhilePaused, destination.deliveries.length]).toEqual([0, 1]);
});

test("queues are listed, and a deleted one is gone with what waited in it", async () => {
  const { client, destination, qstash } = await localQstash();
  await client.queue({ queueName: "b" }).upsert({ paused: true });
  await client.queue({ queueName: "a" }).upsert({});
  await client.queue({ queueName: "b" }).enqueueJSON({ url: destination.url, body: {} });

  const listed = await client.queue().list();
  await client.queue({ queueName: "b" }).delete();
  await qstash.whenEmpty();

  expect(listed.map(({ name }) => name)).toEqual(["a", "b"]);
  await expect(client.queue({ queueName: "b" }).get()).rejects.toMatchObject({ status: 404 });
  expect(destination.deliveries).toEqual([]);
});

test("a queue's name and parallelism are checked", async () => {
  const { client } = await localQstash();

  await expect(client.queue({ queueName: "a b" }).upsert({})).rejects.toMatchObject({ status: 400 });
  await expect(client.queue({ queueName: "a" }).upsert({ parallelism: 0 })).rejects.toMatchObject({
    status: 400,
  });
});
