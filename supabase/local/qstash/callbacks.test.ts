import { expect, test } from "vitest";
import { localQstash } from "./testing/local-qstash.ts";

const decoded = (text: string) => Buffer.from(text, "base64").toString();

test("a callback tells the answer of the destination, signed like any message", async () => {
  const { client, destination, receiver } = await localQstash();
  destination.answer = ({ target }) =>
    target === "/work" ? { status: 201, body: "made", headers: { "x-made": "yes" } } : {};
  const { messageId } = await client.publishJSON({
    url: `${destination.url}/work`,
    body: { n: 1 },
    callback: `${destination.url}/done`,
    headers: { "Upstash-Callback-Forward-X-Mine": "m", "Upstash-Callback-Method": "PUT" },
  });

  const callback = (await destination.received(2)).find(({ target }) => target === "/done");

  const body = JSON.parse(callback?.body ?? "{}");
  expect(callback).toMatchObject({
    method: "PUT",
    headers: { "x-mine": "m", "content-type": "application/json" },
  });
  expect(body).toMatchObject({
    status: 201,
    header: { "X-Made": ["yes"] },
    retried: 0,
    maxRetries: 3,
    sourceMessageId: messageId,
    url: `${destination.url}/work`,
    method: "POST",
    sourceHeader: { "Content-Type": ["application/json"] },
  });
  expect([decoded(body.body), decoded(body.sourceBody)]).toEqual(["made", '{"n":1}']);
  const signature = String(callback?.headers["upstash-signature"]);
  await expect(
    receiver.verify({ signature, body: callback?.body ?? "", url: `${destination.url}/done` }),
  ).resolves.toBe(true);
});

test("a callback comes after each attempt, the failure callback once at the end with the dead letter's id", async () => {
  const { client, destination, qstash } = await localQstash();
  destination.answer = ({ target }) => (target === "/work" ? { status: 500, body: "no" } : {});
  await client.publishJSON({
    url: `${destination.url}/work`,
    body: {},
    retries: 2,
    callback: `${destination.url}/each`,
    failureCallback: `${destination.url}/failed`,
  });

  await qstash.whenEmpty();

  const bodiesOf = (path: string) =>
    destination.deliveries.filter(({ target }) => target === path).map(({ body }) => JSON.parse(body));
  const [letter] = (await client.dlq.listMessages()).messages;
  expect(bodiesOf("/each").map(({ retried }) => retried)).toEqual([0, 1, 2]);
  expect(bodiesOf("/failed")).toMatchObject([
    { status: 500, retried: 2, maxRetries: 2, dlqId: letter?.dlqId },
  ]);
});

test("a callback that fails is retried as often as its message", async () => {
  const { client, destination, qstash } = await localQstash();
  destination.answer = ({ target }) => (target === "/done" ? { status: 500 } : {});
  await client.publishJSON({
    url: `${destination.url}/work`,
    body: {},
    retries: 1,
    callback: `${destination.url}/done`,
  });

  await qstash.whenEmpty();

  expect(destination.deliveries.filter(({ target }) => target === "/done")).toHaveLength(2);
});
