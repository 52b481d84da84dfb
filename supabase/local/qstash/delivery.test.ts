import { describe, expect, test } from "vitest";
import { localQstash } from "./testing/local-qstash.ts";

const SLACK_MS = 3;

test("a delayed message waits for its delay, divided by the time scale", async () => {
  const { client, destination } = await localQstash({ timeScale: 100 });
  const publishedAt = Date.now();

  await client.publishJSON({ url: destination.url, body: {}, delay: "10s" });

  const [delivery] = await destination.received(1);
  expect((delivery?.at ?? 0) - publishedAt).toBeGreaterThanOrEqual(100 - SLACK_MS);
});

test("not-before is a moment that no time scale shortens, and wins over delay", async () => {
  const { client, destination, qstash } = await localQstash();
  const notBefore = Math.floor(Date.now() / 1000) + 3600;
  await client.publishJSON({ url: destination.url, body: {}, notBefore, delay: 1 });

  await qstash.tick();
  const early = destination.deliveries.length;
  qstash.setNow(notBefore * 1000);
  await qstash.tick();

  expect([early, destination.deliveries.length]).toEqual([0, 1]);
});

test("a failing message is tried three more times by default, with the count in Upstash-Retried", async () => {
  const { client, destination, qstash, logged } = await localQstash({ timeScale: 1e6 });
  destination.answer = () => ({ status: 500 });
  await client.publishJSON({ url: destination.url, body: {} });

  await qstash.whenEmpty();

  expect(destination.deliveries.map(({ headers }) => headers["upstash-retried"])).toEqual([
    "0",
    "1",
    "2",
    "3",
  ]);
  expect(logged.at(-1)).toContain("given up (no retries left)");
});

test("the waits between attempts follow e^(2.5n) seconds, divided by the time scale", async () => {
  const { client, destination } = await localQstash({ timeScale: 500 });
  destination.answer = () => ({ status: 503 });
  await client.publishJSON({ url: destination.url, body: {}, retries: 2 });

  const deliveries = await destination.received(3);

  const [first = 0, second = 0] = deliveries
    .slice(1)
    .map(({ at }, index) => at - (deliveries[index]?.at ?? 0));
  expect(first).toBeGreaterThanOrEqual(12_182 / 500 - SLACK_MS);
  expect(second).toBeGreaterThanOrEqual(148_413 / 500 - SLACK_MS);
});

test("a retry delay of the message's own replaces the backoff", async () => {
  const { client, destination, qstash, logged } = await localQstash({ timeScale: 1 });
  destination.answer = () => ({ status: 500 });
  await client.publishJSON({ url: destination.url, body: {}, retries: 2, retryDelay: "10 * (1 + retried)" });

  await qstash.whenEmpty();

  expect(logged.slice(0, 2)).toEqual([
    expect.stringContaining("status 500, retry 1 of 2 in 10 ms"),
    expect.stringContaining("status 500, retry 2 of 2 in 20 ms"),
  ]);
});

test("Retry-After wins over backoff and expression", async () => {
  const { client, destination, qstash, logged } = await localQstash({ timeScale: 1000 });
  destination.answer = ({ headers }) =>
    headers["upstash-retried"] === "0" ? { status: 429, headers: { "Retry-After": "30" } } : {};
  await client.publishJSON({ url: destination.url, body: {}, retryDelay: "999999" });

  await qstash.whenEmpty();

  expect(logged).toEqual([expect.stringContaining("retry 1 of 3 in 30 ms")]);
  expect(destination.deliveries).toHaveLength(2);
});

describe("what is no success", () => {
  test("489 with Upstash-NonRetryable-Error goes to the dead letters at once", async () => {
    const { client, destination, qstash } = await localQstash();
    destination.answer = () => ({ status: 489, headers: { "Upstash-NonRetryable-Error": "true" } });
    await client.publishJSON({ url: destination.url, body: {} });

    await qstash.whenEmpty();

    expect(destination.deliveries).toHaveLength(1);
    expect((await client.dlq.listMessages()).messages).toMatchObject([{ responseStatus: 489 }]);
  });

  test("489 without the header is retried", async () => {
    const { client, destination, qstash } = await localQstash();
    destination.answer = () => ({ status: 489 });
    await client.publishJSON({ url: destination.url, body: {}, retries: 1 });

    await qstash.whenEmpty();

    expect(destination.deliveries).toHaveLength(2);
  });

  test("a redirect is not followed", async () => {
    const { client, destination, qstash } = await localQstash();
    destination.answer = () => ({ status: 302, headers: { location: "/elsewhere" } });
    await client.publishJSON({ url: `${destination.url}/here`, body: {}, retries: 0 });

    await qstash.whenEmpty();

    expect(destination.deliveries.map(({ target }) => target)).toEqual(["/here"]);
  });

  test("an answer after the timeout counts as a failure", async () => {
    const { client, destination, qstash } = await localQstash();
    destination.answer = () => ({ afterMs: 60_000 });
    await client.publishJSON({ url: destination.url, body: {}, retries: 0, timeout: 1 });

    await qstash.whenEmpty();

    const { messages } = await client.dlq.listMessages();
    expect(messages).toMatchObject([{ responseStatus: 0, responseBody: "no answer within 1000 ms" }]);
  });

  test("a destination that is not there is retried until it is", async () => {
    const { client, destination, qstash, logged } = await localQstash({ timeScale: 100 });
    await destination.stop();

    await client.publishJSON({ url: destination.url, body: {}, retries: 1 });
    await qstash.whenEmpty();

    expect(logged[0]).toContain("ECONNREFUSED");
    expect(logged.at(-1)).toContain("given up");
  });
});

test("no more than maxParallel deliveries are under way at once", async () => {
  const { client, destination } = await localQstash({ maxParallel: 3 });
  destination.answer = () => ({ afterMs: 60_000 });

  await client.batchJSON(Array.from({ length: 20 }, () => ({ url: destination.url, body: {} })));
  await destination.received(3);

  expect(await client.flowControl.getGlobalParallelism()).toEqual({ parallelismMax: 3, parallelismCount: 3 });
  expect(destination.deliveries).toHaveLength(3);
});
