import { expect, test } from "vitest";
import { localQstash } from "./testing/local-qstash.ts";

test("a waiting message shows what it was published with", async () => {
  const { client, destination } = await localQstash({ timeScale: 1 });
  const { messageId } = await client.publishJSON({
    url: `${destination.url}/x`,
    method: "PATCH",
    body: { n: 1 },
    headers: { "x-own": "1" },
    delay: 3600,
    retries: 5,
    retryDelay: "1000",
    callback: `${destination.url}/c`,
    failureCallback: `${destination.url}/f`,
    label: ["one", "two"],
    flowControl: { key: "org_1", parallelism: 2, rate: 10, period: "1m" },
  });

  const message = await client.messages.get(messageId);

  expect(message).toMatchObject({
    messageId,
    url: `${destination.url}/x`,
    method: "PATCH",
    body: '{"n":1}',
    header: { "Content-Type": ["application/json"], "X-Own": ["1"] },
    maxRetries: 5,
    retryDelayExpression: "1000",
    callback: `${destination.url}/c`,
    failureCallback: `${destination.url}/f`,
    label: "one",
    labels: ["one", "two"],
    flowControlKey: "org_1",
    parallelism: 2,
    rate: 10,
    period: 60,
  });
  expect((message.notBefore ?? 0) - message.createdAt).toBe(3_600_000);
});

test("redacted fields are shown as a hash and delivered as they are", async () => {
  const { client, destination, qstash } = await localQstash({ timeScale: 1 });
  const notBefore = Math.floor(Date.now() / 1000) + 60;
  const { messageId } = await client.publishJSON({
    url: destination.url,
    body: { secret: 1 },
    headers: { "x-token": "t", "x-open": "o" },
    notBefore,
    redact: { body: true, header: ["X-Token"] },
  });

  const shown = await client.messages.get(messageId);
  qstash.setNow(notBefore * 1000);
  await qstash.tick();

  expect(shown.body).toMatch(/^REDACTED:[0-9a-f]{64}$/);
  expect(shown.header?.["X-Token"]).toEqual([expect.stringMatching(/^REDACTED:/)]);
  expect(shown.header?.["X-Open"]).toEqual(["o"]);
  expect(destination.deliveries).toMatchObject([{ body: '{"secret":1}', headers: { "x-token": "t" } }]);
});

test("a cancelled message is not delivered, and a delivered one is not found", async () => {
  const { client, destination, qstash } = await localQstash({ timeScale: 1 });
  const waiting = await client.publishJSON({ url: `${destination.url}/no`, body: {}, delay: 60 });
  const delivered = await client.publishJSON({ url: `${destination.url}/yes`, body: {} });
  await destination.received(1);

  expect(await client.messages.cancel(waiting.messageId)).toEqual({ cancelled: 1 });
  await qstash.whenEmpty();

  expect(destination.deliveries.map(({ target }) => target)).toEqual(["/yes"]);
  await expect(client.messages.get(delivered.messageId)).rejects.toMatchObject({ status: 404 });
  await expect(client.messages.cancel(waiting.messageId)).rejects.toMatchObject({ status: 404 });
});

test("a message cancelled while it is under way is not tried again", async () => {
  const { client, destination, qstash } = await localQstash();
  destination.answer = () => ({ status: 500, afterMs: 50 });
  const { messageId } = await client.publishJSON({ url: destination.url, body: {} });
  await destination.received(1);

  await client.messages.cancel(messageId);
  await qstash.whenEmpty();

  expect(destination.deliveries).toHaveLength(1);
  expect((await client.dlq.listMessages()).messages).toEqual([]);
});

test("messages are cancelled by ids, by filter, and all", async () => {
  const { client, destination } = await localQstash({ timeScale: 1 });
  const publish = (path: string, label: string) =>
    client.publishJSON({ url: `${destination.url}${path}`, body: {}, delay: 60, label });
  const ids = (await Promise.all([publish("/a", "x"), publish("/a", "x")])).map(({ messageId }) => messageId);
  await Promise.all([publish("/b", "x"), publish("/b", "y"), publish("/c", "y"), publish("/c", "z")]);

  const byIds = await client.messages.cancel(ids);
  const byFilter = await client.messages.cancel({ filter: { label: ["x", "y"], path: "/b" } });
  const all = await client.messages.cancel({ all: true });

  expect([byIds.cancelled, byFilter.cancelled, all.cancelled]).toEqual([2, 2, 2]);
});
