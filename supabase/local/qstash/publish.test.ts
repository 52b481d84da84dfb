import { decodeJwt } from "jose";
import { expect, test } from "vitest";
import { clientFor, localQstash, TOKEN } from "./testing/local-qstash.ts";

test("publishJSON delivers body, headers and method to the exact address", async () => {
  const { client, destination } = await localQstash();
  const url = `${destination.url}/hook//double?a=1&b=%2F`;

  const published = await client.publishJSON({
    url,
    method: "PUT",
    body: { hello: "wörld" },
    headers: { "X-Own": "kept", Authorization: "Bearer inner" },
  });

  const [delivery] = await destination.received(1);
  expect(published).toEqual({ messageId: expect.stringMatching(/^msg_/), url });
  expect(delivery).toMatchObject({
    method: "PUT",
    target: "/hook//double?a=1&b=%2F",
    body: '{"hello":"wörld"}',
    headers: {
      "content-type": "application/json",
      "x-own": "kept",
      authorization: "Bearer inner",
      "user-agent": "Upstash-QStash",
      "upstash-message-id": published.messageId,
      "upstash-retried": "0",
      "upstash-caller-ip": "127.0.0.1",
    },
  });
});

test("the real receiver accepts each delivery for its address and body, and nothing else", async () => {
  const { client, destination, receiver } = await localQstash();
  await client.publishJSON({ url: `${destination.url}/jobs?x=1`, body: { task: "tick" } });
  const [delivery] = await destination.received(1);
  const signature = String(delivery?.headers["upstash-signature"]);
  const body = delivery?.body ?? "";

  await expect(receiver.verify({ signature, body, url: `${destination.url}/jobs?x=1` })).resolves.toBe(true);
  await expect(receiver.verify({ signature, body, url: `${destination.url}/other` })).rejects.toThrow(
    "invalid subject",
  );
  await expect(receiver.verify({ signature, body: `${body} ` })).rejects.toThrow("body hash does not match");
});

test("the token carries exactly the documented claims", async () => {
  const { client, destination } = await localQstash();
  await client.publish({ url: destination.url, body: "x" });
  const [delivery] = await destination.received(1);

  const claims = decodeJwt(String(delivery?.headers["upstash-signature"]));

  expect(Object.keys(claims).sort()).toEqual(["body", "exp", "iat", "iss", "jti", "nbf", "sub"]);
  expect(claims).toMatchObject({ iss: "Upstash", sub: destination.url, nbf: claims.iat });
  expect(claims.exp).toBe((claims.iat ?? 0) + 300);
});

test("every attempt is signed anew", async () => {
  const { client, destination } = await localQstash();
  destination.answer = () => ({ status: destination.deliveries.length < 2 ? 500 : 200 });
  await client.publish({ url: destination.url, body: "x" });

  const deliveries = await destination.received(2);

  const ids = deliveries.map(({ headers }) => decodeJwt(String(headers["upstash-signature"])).jti);
  expect(new Set(ids).size).toBe(2);
});

test("bytes that are no text arrive unchanged", async () => {
  const { client, destination } = await localQstash();
  const bytes = new Uint8Array([0, 255, 128, 10, 13]);

  await client.publish({ url: destination.url, body: new Blob([bytes]) });

  const [delivery] = await destination.received(1);
  expect(new Uint8Array(delivery?.bytes ?? [])).toEqual(bytes);
});

test("batchJSON answers in order and delivers every message", async () => {
  const { client, destination } = await localQstash();

  const published = await client.batchJSON([
    { url: `${destination.url}/a`, body: { n: 1 } },
    { url: `${destination.url}/b`, body: { n: 2 }, deduplicationId: "once" },
    { queueName: "line", url: `${destination.url}/c`, body: { n: 3 }, deduplicationId: "once" },
  ]);

  const deliveries = await destination.received(2);
  expect(published).toEqual([
    { messageId: expect.any(String), url: `${destination.url}/a` },
    { messageId: expect.any(String), url: `${destination.url}/b` },
    { messageId: published.flat()[1]?.messageId, url: `${destination.url}/c`, deduplicated: true },
  ]);
  expect(deliveries.map(({ target }) => target).sort()).toEqual(["/a", "/b"]);
});

test("a batch with one wrong message accepts none", async () => {
  const { client, destination, qstash } = await localQstash();

  const refused = client.batchJSON([
    { url: `${destination.url}/a`, body: {} },
    { url: "http://example.com/", body: {} },
  ]);

  await expect(refused).rejects.toThrow("delivers to 127.0.0.1 only");
  await qstash.whenEmpty();
  expect(destination.deliveries).toEqual([]);
});

test("a URL group gets one message per endpoint", async () => {
  const { client, destination } = await localQstash();
  await client.urlGroups.addEndpoints({
    name: "both",
    endpoints: [{ name: "one", url: `${destination.url}/1` }, { url: `${destination.url}/2` }],
  });

  const published = await client.publishJSON({ urlGroup: "both", body: {} });

  const deliveries = await destination.received(2);
  expect(published.map(({ url }) => url)).toEqual([`${destination.url}/1`, `${destination.url}/2`]);
  expect(deliveries.map(({ headers }) => headers["upstash-topic-name"])).toEqual(["both", "both"]);
  await client.urlGroups.removeEndpoints({ name: "both", endpoints: [{ name: "one" }] });
  expect((await client.urlGroups.get("both")).endpoints).toEqual([{ url: `${destination.url}/2` }]);
  expect(await client.urlGroups.list()).toHaveLength(1);
  await client.urlGroups.delete("both");
  await expect(client.publishJSON({ urlGroup: "both", body: {} })).rejects.toThrow(
    'url group \\"both\\" not found',
  );
});

test.each([
  ["upstash-delay", "soon"],
  ["upstash-retries", "-1"],
  ["upstash-retry-delay", "process.exit()"],
  ["upstash-not-before", "tomorrow"],
  ["upstash-timeout", "5"],
  ["upstash-callback", "http://example.com/"],
  ["upstash-failure-callback", "nowhere"],
  ["upstash-flow-control-value", "parallelism=1"],
  ["upstash-cron", "* * * * *"],
])("a publish with %s: %s is refused with 400 and a reason", async (header, value) => {
  const { client, destination } = await localQstash();

  const refused = client.publish({ url: destination.url, headers: { [header]: value } });

  await expect(refused).rejects.toMatchObject({ status: 400, message: expect.stringContaining(header) });
});

test("a method that HTTP does not have is refused with 400", async () => {
  const { qstash, destination } = await localQstash();

  const response = await fetch(`${qstash.url}/v2/publish/${destination.url}`, {
    method: "POST",
    headers: { authorization: `Bearer ${TOKEN}`, "upstash-method": "BREW" },
  });

  expect(response.status).toBe(400);
  expect(await response.json()).toEqual({ error: expect.stringContaining("GET, POST, PUT, PATCH, DELETE") });
});

test("a wrong token is refused with 401", async () => {
  const { qstash, destination } = await localQstash();

  const refused = clientFor(qstash, `${TOKEN}x`).publish({ url: destination.url });

  await expect(refused).rejects.toMatchObject({
    status: 401,
    message: expect.stringContaining('{"error":"invalid token'),
  });
});

test("a message over 1 MiB is refused with 413", async () => {
  const { client, destination } = await localQstash();

  const refused = client.publish({ url: destination.url, body: "x".repeat(1_048_577) });

  await expect(refused).rejects.toMatchObject({ status: 413 });
});

test("publishing beyond the bound answers 429, which the client knows", async () => {
  const { client, destination } = await localQstash({ maxPending: 1, timeScale: 1 });
  await client.publish({ url: destination.url, delay: 60 });

  const refused = client.publish({ url: destination.url });

  await expect(refused).rejects.toMatchObject({ name: "QstashDailyRatelimitError", limit: "1" });
});

test("what the API does not have is a 404 with a reason", async () => {
  const { qstash } = await localQstash();

  const response = await fetch(`${qstash.url}/v2/nonsense`, {
    headers: { authorization: `Bearer ${TOKEN}` },
  });

  expect(response.status).toBe(404);
  expect(await response.json()).toEqual({ error: expect.stringContaining("/v2/nonsense") });
});
