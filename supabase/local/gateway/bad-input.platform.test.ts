import { once } from "node:events";
import { connect } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestPlatform, type TestPlatform } from "./testing.ts";

let platform: TestPlatform;
beforeAll(async () => {
  platform = await startTestPlatform({
    schema: `
      create table public.items (id int primary key, name text, doc jsonb);
      create function public.echo(p jsonb) returns jsonb language sql as $$ select p $$;`,
  });
});
afterAll(() => platform?.stop());

const JSON_BODY = { "content-type": "application/json" };
const BAD: [what: string, path: string, init: RequestInit][] = [
  ["a broken percent sign", "/rest/v1/items?id=eq.%E0%A4%A", {}],
  ["a broken percent sign in the table's name", "/rest/v1/%E0%A4%A", {}],
  ["NUL in a filter", "/rest/v1/items?name=eq.%00", {}],
  ["an operator that is none", "/rest/v1/items?id=like", {}],
  ["an endless list of parentheses", `/rest/v1/items?or=${"(".repeat(500)}`, {}],
  ["a select that ends early", "/rest/v1/items?select=id,doc->", {}],
  ["a quote in an order", "/rest/v1/items?order=id';drop table items;--", {}],
  ["a limit below nothing", "/rest/v1/items?limit=-1", {}],
  ["broken JSON", "/rest/v1/items", { method: "POST", body: '{"id":', headers: JSON_BODY }],
  [
    "NUL in a text",
    "/rest/v1/items",
    { method: "POST", body: '{"id":1,"name":"\\u0000"}', headers: JSON_BODY },
  ],
  ["NUL in JSON", "/rest/v1/rpc/echo", { method: "POST", body: '{"p":{"a":"\\u0000"}}', headers: JSON_BODY }],
  [
    "a lone surrogate in JSON",
    "/rest/v1/rpc/echo",
    { method: "POST", body: '{"p":"\\ud800"}', headers: JSON_BODY },
  ],
  ["a number for a body", "/rest/v1/items", { method: "POST", body: "5", headers: JSON_BODY }],
  [
    "rows of different shapes",
    "/rest/v1/items",
    { method: "POST", body: '[{"id":1},5]', headers: JSON_BODY },
  ],
  [
    "NUL in a password",
    "/auth/v1/signup",
    { method: "POST", body: '{"email":"a@b.c","password":"\\u0000"}' },
  ],
  [
    "NUL in metadata",
    "/auth/v1/signup",
    { method: "POST", body: '{"email":"a@b.c","password":"123456789012","data":{"a":"\\u0000"}}' },
  ],
  [
    "an address of 5000 characters",
    "/auth/v1/signup",
    { method: "POST", body: `{"email":"${"a".repeat(5000)}@b.c","password":"123456789012"}` },
  ],
  [
    "an address of 300 characters",
    "/auth/v1/signup",
    { method: "POST", body: `{"email":"${"a".repeat(300)}@b.c","password":"123456789012"}` },
  ],
  ["an address that is none", "/auth/v1/otp", { method: "POST", body: '{"email":"not an address"}' }],
  ["no grant", "/auth/v1/token", { method: "POST", body: "{}" }],
  ["a grant of another kind", "/auth/v1/token?grant_type=web3", { method: "POST", body: "{}" }],
  [
    "a refresh token that is none",
    "/auth/v1/token?grant_type=refresh_token",
    { method: "POST", body: '{"refresh_token":"x"}' },
  ],
  [
    "a code that is none",
    "/auth/v1/token?grant_type=pkce",
    { method: "POST", body: '{"auth_code":"x","code_verifier":"y"}' },
  ],
  ["NUL in a link", "/auth/v1/verify?token=%00&type=signup", {}],
  ["no account", "/auth/v1/user", {}],
  [
    "a type of code that is none",
    "/auth/v1/verify",
    { method: "POST", body: '{"type":"magic","token_hash":"x"}' },
  ],
];

test.each(BAD)("%s is the client's mistake, told in JSON", async (_what, path, init) => {
  const answer = await fetch(`${platform.gateway.url}${path}`, {
    ...init,
    headers: { apikey: platform.keys.publishableKey, ...init.headers },
  });

  expect([path, answer.status, answer.status >= 400 && answer.status < 500]).toEqual([
    path,
    answer.status,
    true,
  ]);
  expect(answer.headers.get("content-type")).toContain("application/json");
});

test.each(["OPTIONS * HTTP/1.1", "GET http://elsewhere/ HTTP/1.1", "TRACE / HTTP/1.1"])(
  "%s is refused",
  async (line) => {
    const socket = connect(platform.gateway.port, "127.0.0.1");
    socket.write(`${line}\r\nhost: x\r\nconnection: close\r\n\r\n`);

    const [chunk] = await once(socket, "data");

    expect(String(chunk)).toMatch(/^HTTP\/1.1 40[05]/);
    socket.destroy();
  },
);

test("a body over 32 MiB is refused", async () => {
  const answer = await fetch(`${platform.gateway.url}/rest/v1/items`, {
    method: "POST",
    headers: { apikey: platform.keys.publishableKey },
    body: new Uint8Array(33 * 1024 * 1024),
  });

  expect(answer.status).toBe(413);
});
