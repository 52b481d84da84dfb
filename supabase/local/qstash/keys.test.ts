import { Receiver } from "@upstash/qstash";
import { expect, test } from "vitest";
import { CURRENT_KEY, localQstash, NEXT_KEY, TOKEN } from "./testing/local-qstash.ts";

const keysOf = async (url: string, path = "") =>
  (
    await fetch(`${url}/v2/keys${path}`, {
      method: path ? "POST" : "GET",
      headers: { authorization: `Bearer ${TOKEN}` },
    })
  ).json();

test("the keys are told, and rotating makes the next one current", async () => {
  const { qstash } = await localQstash();

  const before = await keysOf(qstash.url);
  const rotated = await keysOf(qstash.url, "/rotate");

  expect(before).toEqual({ current: CURRENT_KEY, next: NEXT_KEY });
  expect(rotated).toEqual({ current: NEXT_KEY, next: expect.stringMatching(/^sig_.{28}$/) });
  expect(await keysOf(qstash.url)).toEqual(rotated);
});

test("after one rotation the old receiver still accepts, after two it does not", async () => {
  const { client, destination, qstash, receiver } = await localQstash();
  const verifyNext = async () => {
    const count = destination.deliveries.length + 1;
    await client.publish({ url: destination.url, body: "x" });
    const delivery = (await destination.received(count)).at(-1);
    return await receiver.verify({ signature: String(delivery?.headers["upstash-signature"]), body: "x" });
  };

  await keysOf(qstash.url, "/rotate");
  await expect(verifyNext()).resolves.toBe(true);
  await keysOf(qstash.url, "/rotate");

  await expect(verifyNext()).rejects.toThrow("signature verification failed");
});

test("signing can be switched to the next key", async () => {
  const { client, destination, qstash } = await localQstash();
  qstash.signWith("next");
  await client.publish({ url: destination.url, body: "x" });
  const [delivery] = await destination.received(1);

  const onlyNext = new Receiver({ currentSigningKey: NEXT_KEY, nextSigningKey: NEXT_KEY, devMode: false });

  const signature = String(delivery?.headers["upstash-signature"]);
  await expect(onlyNext.verify({ signature, body: "x", url: destination.url })).resolves.toBe(true);
});
