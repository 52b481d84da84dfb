import { expect, test } from "vitest";
import { aDelivery, type DeliverySignature, signDelivery } from "../testing/sign-delivery.ts";
import { createDeliveryVerifier } from "./qstash.ts";

const URL = "https://project.supabase.co/functions/v1/mine";
const CURRENT = "sig_current_key_that_is_long_enough_for_hs512_too_and_more_of_it_here";
const NEXT = "sig_next_key_that_is_long_enough_for_hs512_too_and_more_of_it_here_too";
const BODY = '{"outboxId":1}';
const now = Math.floor(Date.now() / 1000);
const verify = createDeliveryVerifier({ url: URL, currentSigningKey: CURRENT, nextSigningKey: NEXT });
const sign = (change: Partial<DeliverySignature> = {}) =>
  signDelivery({ key: CURRENT, url: URL, body: BODY, ...change });

test.each([
  ["current", CURRENT],
  ["next", NEXT],
])("takes a delivery signed with the %s key, whatever the request's own host", async (_, key) => {
  const request = aDelivery("http://10.0.0.1/internal/mine", BODY, await sign({ key, jti: "jwt_1" }));

  expect(await verify(request)).toEqual({ jti: "jwt_1", body: BODY });
});

test.each<[string, Partial<DeliverySignature>]>([
  ["another key", { key: "sig_another_key_that_is_long_enough_for_hs512_too_and_more_of_it_x" }],
  ["the public key of development", { key: "sig_7kYjw48mhY7kAjqNGcy6cr29RJ6r" }],
  ["another function's address", { url: URL.replace("mine", "jobs") }],
  ["another project's address", { url: URL.replace("project", "other") }],
  ["an expired time", { nbf: now - 900, exp: now - 600 }],
  ["a time to come", { nbf: now + 60 }],
  ["no expiry", { exp: null }],
  ["an expiry of an hour", { exp: now + 3600 }],
  ["no id", { jti: null }],
  ["another issuer", { iss: "upstash" }],
  ["HS512", { alg: "HS512" }],
  ["HS384", { alg: "HS384" }],
])("refuses %s", async (_, change) => {
  const request = aDelivery(URL, BODY, await sign(change));

  await expect(verify(request)).rejects.toMatchObject({ code: "unauthorized", status: 401 });
});

test.each([
  ["no signature", null],
  ["rubbish", "a.b.c"],
  [
    "alg none",
    `${btoa('{"alg":"none"}')}.${btoa(JSON.stringify({ iss: "Upstash", sub: URL, exp: now + 300, nbf: now, jti: "x" }))}.`,
  ],
])("refuses %s", async (_, signature) => {
  await expect(verify(aDelivery(URL, BODY, signature))).rejects.toMatchObject({ status: 401 });
});

test("refuses a body with one byte more", async () => {
  await expect(verify(aDelivery(URL, `${BODY} `, await sign()))).rejects.toMatchObject({ status: 401 });
});

test("reads no more than 64 KiB of a delivery", async () => {
  const body = "x".repeat(65_537);

  await expect(verify(aDelivery(URL, body, await sign({ body })))).rejects.toMatchObject({ status: 413 });
});
