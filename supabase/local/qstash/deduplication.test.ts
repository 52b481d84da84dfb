import { expect, test } from "vitest";
import { localQstash, TOKEN } from "./testing/local-qstash.ts";

const DAY_MS = 86_400_000;

test("the same deduplication id gives 202 and the first message's id, delivered once", async () => {
  const { client, destination, qstash } = await localQstash();
  const first = await client.publishJSON({
    url: destination.url,
    body: { n: 1 },
    deduplicationId: "outbox-1",
  });

  const response = await fetch(`${qstash.url}/v2/publish/${destination.url}`, {
    method: "POST",
    headers: { authorization: `Bearer ${TOKEN}`, "upstash-deduplication-id": "outbox-1" },
  });

  expect(response.status).toBe(202);
  expect(await response.json()).toEqual({
    messageId: first.messageId,
    url: destination.url,
    deduplicated: true,
  });
  await qstash.whenEmpty();
  expect(destination.deliveries).toHaveLength(1);
});

test("content based deduplication looks at address, body and forwarded headers", async () => {
  const { client, destination, qstash } = await localQstash();
  const message = { url: destination.url, body: { n: 1 }, contentBasedDeduplication: true };

  await client.publishJSON(message);
  const same = await client.publishJSON({ ...message, body: { n: 1 } });
  const otherBody = await client.publishJSON({ ...message, body: { n: 2 } });
  const otherHeader = await client.publishJSON({ ...message, body: { n: 1 }, headers: { "x-a": "1" } });
  const otherUrl = await client.publishJSON({ ...message, body: { n: 1 }, url: `${destination.url}/b` });

  expect([same, otherBody, otherHeader, otherUrl].map(({ deduplicated }) => deduplicated ?? false)).toEqual([
    true,
    false,
    false,
    false,
  ]);
  await qstash.whenEmpty();
  expect(destination.deliveries).toHaveLength(4);
});

test("an id is remembered for 90 days, also after its message was delivered", async () => {
  const { client, destination, qstash } = await localQstash();
  const publish = () => client.publishJSON({ url: destination.url, body: {}, deduplicationId: "a" });
  await publish();
  await qstash.whenEmpty();

  qstash.setNow(Date.now() + 90 * DAY_MS - 60_000);
  const before = await publish();
  qstash.setNow(Date.now() + 90 * DAY_MS + 60_000);
  const after = await publish();

  expect([before.deduplicated, after.deduplicated]).toEqual([true, undefined]);
});

test("twenty publishes of one id at once give one message", async () => {
  const { client, destination, qstash } = await localQstash();

  const all = await Promise.all(
    Array.from({ length: 20 }, () =>
      client.publishJSON({ url: destination.url, body: {}, deduplicationId: "race" }),
    ),
  );

  expect(new Set(all.map(({ messageId }) => messageId)).size).toBe(1);
  await qstash.whenEmpty();
  expect(destination.deliveries).toHaveLength(1);
});
