import { once } from "node:events";
import { connect } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestPlatform, type TestPlatform } from "./testing.ts";

let platform: TestPlatform;
beforeAll(async () => {
  platform = await startTestPlatform({
    schema: "create table public.items (id int primary key);",
    functions: {
      async handleRequest(request, response, name) {
        const chunks = await request.toArray();
        response.end(JSON.stringify({ name, url: request.url, body: Buffer.concat(chunks).toString() }));
      },
    },
    realtime: {
      handleUpgrade: (request, socket) => void socket.end(`HTTP/1.1 101 ${request.url}\r\n\r\n`),
      handleRequest: async (request, response) => void response.end(`realtime ${request.url}`),
    },
  });
});
afterAll(() => platform?.stop());

const ask = (path: string, init: RequestInit = {}) =>
  fetch(`${platform.gateway.url}${path}`, {
    ...init,
    headers: { apikey: platform.keys.publishableKey, ...init.headers },
  });

test.each(["/", "/auth/v1/factors", "/_system/config", "/index.html"])(
  "%s is not there, and says so in JSON",
  async (path) => {
    const answer = await ask(path);

    expect([answer.status, answer.headers.get("content-type")]).toEqual([404, "application/json"]);
  },
);

test("a page of another origin may ask, send our headers and read counts", async () => {
  const preflight = await ask("/rest/v1/items", {
    method: "OPTIONS",
    headers: {
      origin: "http://127.0.0.1:3000",
      "access-control-request-method": "PATCH",
      "access-control-request-headers": "apikey,authorization,x-client-info,prefer",
    },
  });
  const answer = await ask("/rest/v1/items", {
    headers: { origin: "http://127.0.0.1:3000", prefer: "count=exact" },
  });

  expect(preflight.headers.get("access-control-allow-headers")).toBe(
    "apikey,authorization,x-client-info,prefer",
  );
  expect(preflight.headers.get("access-control-allow-methods")).toContain("PATCH");
  expect(answer.headers.get("access-control-allow-origin")).toBe("*");
  expect(answer.headers.get("access-control-expose-headers")).toContain("Content-Range");
  expect(answer.headers.get("content-range")).toBe("*/0");
});

test("a refusal can be read by a page of another origin", async () => {
  const answer = await fetch(`${platform.gateway.url}/rest/v1/items`);

  expect([answer.status, answer.headers.get("access-control-allow-origin")]).toEqual([401, "*"]);
});

test("the keys are published, with how long they may be kept", async () => {
  const answer = await fetch(`${platform.gateway.url}/auth/v1/.well-known/jwks.json`);

  expect(await answer.json()).toEqual(platform.keys.jwks);
  expect(answer.headers.get("cache-control")).toBe("public, max-age=600");
});

test("Auth tells its health and settings", async () => {
  const health = await (await ask("/auth/v1/health")).json();
  const settings = await (await ask("/auth/v1/settings")).json();

  expect(health.name).toBe("GoTrue");
  expect(settings).toMatchObject({
    disable_signup: false,
    mailer_autoconfirm: false,
    external: { email: true, phone: false, anonymous_users: false, google: false },
  });
});

test("functions get the request with its name and body", async () => {
  const answer = await ask("/functions/v1/ingest?x=1", { method: "POST", body: "events" });

  expect(await answer.json()).toEqual({ name: "ingest", url: "/functions/v1/ingest?x=1", body: "events" });
});

test("Realtime gets requests and upgrades", async () => {
  const plain = await ask("/realtime/v1/api/broadcast");
  const socket = connect(platform.gateway.port, "127.0.0.1");
  socket.write(
    "GET /realtime/v1/websocket?vsn=2.0.0 HTTP/1.1\r\nhost: x\r\nconnection: upgrade\r\nupgrade: websocket\r\n\r\n",
  );
  const [chunk] = await once(socket, "data");

  expect(await plain.text()).toBe("realtime /realtime/v1/api/broadcast");
  expect(String(chunk)).toContain("101 /realtime/v1/websocket?vsn=2.0.0");
  socket.destroy();
});

test("an upgrade elsewhere is refused", async () => {
  const socket = connect(platform.gateway.port, "127.0.0.1");
  socket.write("GET /rest/v1/ HTTP/1.1\r\nhost: x\r\nconnection: upgrade\r\nupgrade: websocket\r\n\r\n");

  const [chunk] = await once(socket, "data");

  expect(String(chunk)).toMatch(/^HTTP\/1.1 404/);
  socket.destroy();
});

test.each([
  ["broken JSON", "{", 400, "bad_json"],
  ["a list", "[]", 400, "bad_json"],
  ["a number for an address", '{"email":1,"password":"x"}', 400, "validation_failed"],
  ["nothing", "", 422, "anonymous_provider_disabled"],
])("a sign-up with %s is a client's error", async (_what, body, status, code) => {
  const answer = await ask("/auth/v1/signup", {
    method: "POST",
    body,
    headers: { "content-type": "application/json" },
  });

  expect([answer.status, (await answer.json()).error_code]).toEqual([status, code]);
});

test("only the secret key may see the schema's description", async () => {
  const anon = await ask("/rest/v1/");
  const service = await ask("/rest/v1/", { headers: { apikey: platform.keys.secretKey } });

  expect([anon.status, service.status]).toEqual([401, 200]);
});

test("two gateways serve one database at once", async () => {
  const second = await platform.startGateway();

  const answer = await fetch(`${second.url}/rest/v1/items`, {
    headers: { apikey: platform.keys.publishableKey },
  });

  await second.stop();
  expect(await answer.json()).toEqual([]);
});

test("a taken port is an error, and leaves nothing behind", async () => {
  await expect(platform.startGateway({ port: platform.gateway.port })).rejects.toThrow(/EADDRINUSE/);

  const left = await platform.sql`select from pg_namespace where nspname like 'floyo\\_self\\_test%'`;
  expect(left).toHaveLength(0);
});
