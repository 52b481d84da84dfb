// On hosted's runtime, against real servers: what is sent, and what is not.
import { deepStrictEqual, strictEqual } from "node:assert";
import { createOutbound, type OutboundRequest } from "./outbound.ts";
import { startCanary } from "./testing/canary.ts";
import { failure, test, withServer } from "./testing/outside-call.deno.ts";

test("method, headers, body and idempotency key arrive as given", async () => {
  await withServer(
    (request, response) => {
      const { "x-a": a, "idempotency-key": key, "user-agent": agent } = request.headers;
      let body = "";
      request.on("data", (part) => {
        body += part;
      });
      request.on("end", () =>
        response.setHeader("set-cookie", ["a=1", "b=2"]).end(JSON.stringify({ a, key, agent, body })),
      );
    },
    async (outbound, url) => {
      const answer = await outbound.request({
        url,
        method: "put",
        headers: { "X-A": " ä " },
        body: new TextEncoder().encode("öl"),
        idempotencyKey: "run/step",
      });

      strictEqual(answer.headers["set-cookie"], "a=1, b=2");
      const seen = JSON.parse(new TextDecoder().decode(answer.body));
      deepStrictEqual([seen.key, seen.agent, seen.body], ["run/step", "Floyo", "öl"]);
    },
  );
});

test("requests that could confuse a receiver are refused before any connection", async () => {
  const inside = await startCanary("127.0.0.1");
  const outbound = createOutbound({ exempt: [`127.0.0.1:${inside.port}`] });
  const url = `http://127.0.0.1:${inside.port}/`;
  const bad: OutboundRequest[] = [
    { url, headers: { host: "other.example.com" } },
    { url, headers: { "Transfer-Encoding": "chunked" } },
    { url, headers: { "content-length": "0" } },
    { url, headers: { "x-a": "1\r\nx-b: 2" } },
    { url, headers: { "x-a\r\nx-b": "1" } },
    { url, headers: { "x-a": "日本" } },
    { url, headers: { "x-a": "y".repeat(9_000) } },
    { url, headers: { "proxy-authorization": "x" } },
    { url, method: "CONNECT" },
    { url, method: "GET / HTTP/1.1\r\nx: y" },
    { url, method: "GET", body: "x" },
    { url, method: "POST", body: new Uint8Array(11 * 1024 * 1024) },
  ];

  for (const request of bad) {
    strictEqual(
      (await failure(outbound.request(request))).reason,
      "refused_request",
      String(request.method ?? Object.keys(request.headers ?? {})),
    );
  }

  strictEqual(inside.connections, 0);
  await inside.stop();
});
