import { expect, test } from "vitest";
import { type LocalQstash, localQstash } from "./testing/local-qstash.ts";

async function giveUpThree({ client, destination, qstash }: LocalQstash): Promise<void> {
  destination.answer = ({ target }) => ({ status: target === "/a" ? 500 : 404, body: "sorry" });
  await client.publishJSON({ url: `${destination.url}/a`, body: { n: 1 }, retries: 0, label: ["x", "y"] });
  await qstash.whenEmpty();
  await client.publishJSON({ url: `${destination.url}/b`, body: { n: 2 }, retries: 0, label: "y" });
  await qstash.whenEmpty();
  await client
    .queue({ queueName: "line" })
    .enqueueJSON({ url: `${destination.url}/b`, body: { n: 3 }, retries: 0 });
  await qstash.whenEmpty();
}

test("a dead letter shows the message and the last answer, newest first", async () => {
  const local = await localQstash();
  await giveUpThree(local);

  const { messages, cursor } = await local.client.dlq.listMessages();

  expect(cursor).toBeUndefined();
  expect(messages.map(({ body }) => body)).toEqual(['{"n":3}', '{"n":2}', '{"n":1}']);
  expect(messages[2]).toMatchObject({
    dlqId: expect.stringMatching(/^\d+-\d+$/),
    messageId: expect.stringMatching(/^msg_/),
    url: `${local.destination.url}/a`,
    method: "POST",
    header: { "Content-Type": ["application/json"] },
    maxRetries: 0,
    label: "x",
    labels: ["x", "y"],
    responseStatus: 500,
    responseBody: "sorry",
    createdAt: expect.any(Number),
  });
});

test.each([
  [{ filter: { label: "y" } }, 2],
  [{ filter: { label: ["x", "z"] } }, 1],
  [{ filter: { queueName: "line" } }, 1],
  [{ filter: { responseStatus: 404 } }, 2],
  [{ filter: { responseStatus: 404, label: "y" } }, 1],
  [{ filter: { fromDate: Date.now() + 3_600_000 } }, 0],
  [{ filter: { toDate: Date.now() + 3_600_000 } }, 3],
])("%j finds %i", async (request, expected) => {
  const local = await localQstash();
  await giveUpThree(local);

  const { messages } = await local.client.dlq.listMessages(request);

  expect(messages).toHaveLength(expected);
});

test("pages follow each other by cursor without gap or repeat", async () => {
  const local = await localQstash();
  await giveUpThree(local);

  const first = await local.client.dlq.listMessages({ count: 2 });
  const second = await local.client.dlq.listMessages({ count: 2, cursor: first.cursor });

  expect([...first.messages, ...second.messages].map(({ body }) => body)).toEqual([
    '{"n":3}',
    '{"n":2}',
    '{"n":1}',
  ]);
  expect(second.cursor).toBeUndefined();
});

test("letters are deleted by id, by ids and by filter", async () => {
  const local = await localQstash();
  await giveUpThree(local);
  const { messages } = await local.client.dlq.listMessages();
  const [third, second] = messages.map(({ dlqId }) => dlqId);

  expect(await local.client.dlq.delete(third ?? "")).toEqual({ deleted: 1 });
  expect(await local.client.dlq.delete([second ?? "", "no-such-id"])).toMatchObject({ deleted: 1 });
  expect(await local.client.dlq.delete({ filter: { label: "x" } })).toMatchObject({ deleted: 1 });

  expect((await local.client.dlq.listMessages()).messages).toEqual([]);
  await expect(local.client.dlq.delete(third ?? "")).rejects.toMatchObject({ status: 404 });
});

test("a retried letter is a new message with the old body, and leaves the dead letters", async () => {
  const local = await localQstash();
  await giveUpThree(local);
  const before = await local.client.dlq.listMessages();
  local.destination.answer = () => ({});

  const { responses } = await local.client.dlq.retry({ all: true });
  await local.qstash.whenEmpty();

  const delivered = local.destination.deliveries.slice(3);
  expect(delivered.map(({ body }) => body).sort()).toEqual(['{"n":1}', '{"n":2}', '{"n":3}']);
  expect(delivered.map(({ headers }) => headers["upstash-message-id"]).sort()).toEqual(
    responses.map(({ messageId }) => messageId).sort(),
  );
  expect(before.messages.map(({ messageId }) => messageId)).not.toContain(responses[0]?.messageId);
  expect((await local.client.dlq.listMessages()).messages).toEqual([]);
});
