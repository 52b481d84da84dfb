import { expect, test } from "vitest";
import { localQstash } from "./testing/local-qstash.ts";

test("the log tells the life of a message, newest first", async () => {
  const { client, destination, qstash } = await localQstash();
  destination.answer = ({ headers }) => ({ status: headers["upstash-retried"] === "0" ? 500 : 200 });
  const { messageId } = await client.publishJSON({ url: destination.url, body: {}, label: "mine" });
  await qstash.whenEmpty();

  const { logs, cursor } = await client.logs();

  expect(cursor).toBeUndefined();
  expect(logs.map(({ state }) => state)).toEqual([
    "DELIVERED",
    "ACTIVE",
    "RETRY",
    "ERROR",
    "ACTIVE",
    "CREATED",
  ]);
  expect(logs[3]).toMatchObject({ messageId, url: destination.url, error: "status 500", labels: ["mine"] });
  expect(logs[2]?.nextDeliveryTime).toBeGreaterThan(logs[5]?.time ?? 0);
});

test("the log is filtered and paged", async () => {
  const { client, destination, qstash } = await localQstash();
  const a = await client.publishJSON({ url: `${destination.url}/a`, body: {}, label: "x" });
  await client.publishJSON({ url: `${destination.url}/b`, body: {}, label: "y" });
  await qstash.whenEmpty();

  const byMessage = await client.logs({ messageIds: [a.messageId] });
  const byState = await client.logs({ filter: { state: "DELIVERED", label: "y" } });
  const firstPage = await client.logs({ count: 4 });
  const secondPage = await client.logs({ count: 4, cursor: firstPage.cursor });

  expect(byMessage.logs.map(({ state }) => state)).toEqual(["DELIVERED", "ACTIVE", "CREATED"]);
  expect(byState.logs).toMatchObject([{ url: `${destination.url}/b` }]);
  expect([firstPage.logs.length, secondPage.logs.length]).toEqual([4, 2]);
});
