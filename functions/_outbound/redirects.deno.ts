// On hosted's runtime, against real servers: where a redirect leads, and what goes along.
import { deepStrictEqual, ok, strictEqual } from "node:assert";
import { createOutbound } from "./outbound.ts";
import { startCanary } from "./testing/canary.ts";
import { failure, resolve, serve, test, withServer } from "./testing/outside-call.deno.ts";

for (const status of [301, 302, 303, 307, 308]) {
  test(`a ${status} into private networks is not followed`, async () => {
    const inside = await startCanary("127.0.0.1");
    const targets = [
      `http://127.0.0.1:${inside.port}/`,
      `https://127.0.0.1:${inside.port}/`,
      `//[::ffff:127.0.0.1]:${inside.port}/`,
      "http://169.254.169.254/latest/meta-data/",
      `https://private.example.com:${inside.port}/`,
      "file:///etc/passwd",
      "https://user:secret@public.example.com/",
    ];
    await withServer(
      (request, response) => {
        const location = targets[Number(new URL(request.url ?? "", "http://x").searchParams.get("to"))] ?? "";
        response.writeHead(status, { location }).end();
      },
      async (outbound, url) => {
        for (const index of targets.keys()) {
          const error = await failure(outbound.request({ url: `${url}/?to=${index}` }));
          ok(
            ["refused_address", "refused_request"].includes(error.reason),
            `${targets[index]}: ${error.reason}`,
          );
          strictEqual(error.sent, true);
        }
      },
    );
    strictEqual(inside.connections, 0);
    await inside.stop();
  });
}

test("a chain of redirects ends at the limit, and 0 gives the redirect back", async () => {
  let calls = 0;
  await withServer(
    (_request, response) => {
      calls++;
      response.writeHead(302, { location: `/${calls}` }).end();
    },
    async (outbound, url) => {
      strictEqual((await failure(outbound.request({ url }))).reason, "refused_redirect");
      strictEqual(calls, 4);
      strictEqual((await outbound.request({ url, maxRedirects: 0 })).status, 302);
    },
  );
});

test("another origin sees neither credentials nor body", async () => {
  const seen: unknown[] = [];
  const other = await serve((request, response) => {
    seen.push(request.headers);
    response.end("there");
  });
  await withServer(
    (request, response) => {
      response.writeHead(request.method === "GET" ? 302 : 307, { location: `${other.url}/` }).end();
    },
    async (_outbound, url, port) => {
      const outbound = createOutbound({ resolve, exempt: [`127.0.0.1:${port}`, other.exempt] });
      const headers = {
        Authorization: "Bearer secret",
        Cookie: "a=secret",
        "X-Api-Key": "secret",
        accept: "text/plain",
      };

      const answer = await outbound.request({ url, headers, idempotencyKey: "secret" });
      strictEqual(answer.url, `${other.url}/`);
      strictEqual(JSON.stringify(seen).includes("secret"), false);
      strictEqual((seen[0] as Record<string, string>).accept, "text/plain");

      const error = await failure(outbound.request({ url, method: "POST", body: "secret", headers }));
      strictEqual(error.reason, "refused_redirect");
      strictEqual(seen.length, 1);
    },
  );
  await other.stop();
});

test("the same origin sees them again, and 303 becomes GET without the body", async () => {
  const seen: [string | undefined, string | undefined, string][] = [];
  await withServer(
    (request, response) => {
      let body = "";
      request.on("data", (part) => {
        body += part;
      });
      request.on("end", () => {
        seen.push([request.method, request.headers.authorization, body]);
        const status = { "/a": 307, "/b": 303 }[request.url ?? ""];
        if (status) response.writeHead(status, { location: status === 307 ? "/b" : "/c" });
        response.end();
      });
    },
    async (outbound, url) => {
      await outbound.request({
        url: `${url}/a`,
        method: "POST",
        body: "x=1",
        headers: { authorization: "Bearer k" },
      });

      deepStrictEqual(seen, [
        ["POST", "Bearer k", "x=1"],
        ["POST", "Bearer k", "x=1"],
        ["GET", "Bearer k", ""],
      ]);
    },
  );
});
