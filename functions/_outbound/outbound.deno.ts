// On hosted's runtime, against real listeners: who is called, who never is, and where every limit lies.
import { deepStrictEqual, ok, rejects, strictEqual } from "node:assert";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { gzipSync } from "node:zlib";
import { createOutbound, type Outbound, type OutboundOptions, type OutboundRequest } from "./outbound.ts";
import { OutboundError } from "./outbound-error.ts";
import { selfTestOutbound } from "./self-test.ts";
import { startCanary } from "./testing/canary.ts";
import { FORM_COUNT, forbiddenUrls } from "./testing/forbidden-urls.ts";

const NAMES: Record<string, string[]> = {
  "private.example.com": ["127.0.0.1"],
  "private6.example.com": ["::1"],
  "mapped.example.com": ["::ffff:127.0.0.1"],
  "mixed.example.com": ["93.184.215.14", "127.0.0.1"],
  "zoned.example.com": ["fe80::1%lo"],
  "public.example.com": ["93.184.215.14"],
};
const resolve = async (host: string) => NAMES[host] ?? [];

async function serve(listener: RequestListener) {
  const server = createServer(listener);
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    exempt: `127.0.0.1:${port}`,
    port,
    async stop() {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}

function test(name: string, fn: () => Promise<void>): void {
  Deno.test({ name: `outside calls: ${name}`, fn, sanitizeOps: false, sanitizeResources: false });
}

async function failure(call: Promise<unknown>): Promise<OutboundError> {
  const error = await call.then(
    (answer) => new Error(`answered ${JSON.stringify(answer)}`),
    (error: unknown) => error,
  );
  if (!(error instanceof OutboundError)) throw error;
  return error;
}

/** One server, a client that may call it, both gone in the end. */
async function withServer(
  listener: RequestListener,
  act: (outbound: Outbound, url: string, port: number) => Promise<void>,
  options: OutboundOptions = {},
) {
  const server = await serve(listener);
  try {
    await act(createOutbound({ resolve, exempt: [server.exempt], ...options }), server.url, server.port);
  } finally {
    await server.stop();
  }
}

test(`${FORM_COUNT} forbidden forms reach nobody, with another port exempt`, async () => {
  const listeners = await Promise.all([startCanary("127.0.0.1"), startCanary("::1")]);
  const dialled: string[] = [];
  const outbound = createOutbound({
    resolve,
    exempt: ["127.0.0.1:1", "[::1]:1"],
    ownHosts: ["floyo.example"],
    dial: async ({ address, port }) => {
      dialled.push(`${address}:${port}`);
      throw new Error("dialled");
    },
  });
  const real = createOutbound({ resolve, exempt: ["127.0.0.1:1", "[::1]:1"], ownHosts: ["floyo.example"] });

  for (const { port } of listeners) {
    for (const url of forbiddenUrls(port)) {
      const error = await failure(outbound.request({ url }));
      ok(
        ["refused_address", "refused_request", "unknown_host"].includes(error.reason),
        `${url}: ${error.reason}`,
      );
      strictEqual(error.sent, false);
      await failure(real.request({ url, timeoutMs: 2_000 }));
    }
  }

  ok(FORM_COUNT >= 120);
  deepStrictEqual(dialled, []);
  deepStrictEqual(
    listeners.map((listener) => listener.connections),
    [0, 0],
  );
  await Promise.all(listeners.map((listener) => listener.stop()));
});

test("a name that is public once and private after never leads inside, 1 000 times", async () => {
  const inside = await startCanary("127.0.0.1");
  const dialled = new Set<string>();
  let asked = 0;
  const outbound = createOutbound({
    ports: [inside.port],
    resolve: async () => (asked++ % 2 === 0 ? ["93.184.215.14"] : ["127.0.0.1"]),
    dial: async ({ address }) => {
      dialled.add(address);
      throw new Error("the public address does not answer here");
    },
  });

  const reasons: Record<string, number> = {};
  for (let round = 0; round < 1_000; round++) {
    const { reason } = await failure(outbound.request({ url: `https://rebind.example.com:${inside.port}/` }));
    reasons[reason] = (reasons[reason] ?? 0) + 1;
  }

  deepStrictEqual(reasons, { connection_failed: 500, refused_address: 500 });
  deepStrictEqual([...dialled], ["93.184.215.14"]);
  strictEqual(asked, 1_000);
  strictEqual(inside.connections, 0);
  await inside.stop();
});

test("a name is looked up once for a call and its Host stays the name", async () => {
  let asked = 0;
  await withServer(
    (request, response) => response.end(request.headers.host),
    async (outbound, _url, port) => {
      const answer = await outbound.request({ url: `http://inside.example.com:${port}/` });

      strictEqual(new TextDecoder().decode(answer.body), `inside.example.com:${port}`);
      strictEqual(asked, 1);
    },
    { resolve: async () => (++asked === 1 ? ["127.0.0.1"] : ["127.0.0.2"]) },
  );
});

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

test("an endless body is cut at the limit", async () => {
  const endless = await startCanary("127.0.0.1", (socket) => {
    const more = () => {
      while (!socket.destroyed && socket.write("x".repeat(65_536)));
    };
    socket.on("drain", more);
    socket.once("data", () => {
      socket.write("HTTP/1.1 200 OK\r\ncontent-type: text/plain\r\n\r\n");
      more();
    });
  });
  const outbound = createOutbound({ exempt: [`127.0.0.1:${endless.port}`] });

  const answer = await outbound.request({ url: `http://127.0.0.1:${endless.port}/`, maxBytes: 100_000 });

  deepStrictEqual([answer.body.length, answer.truncated], [100_000, true]);
  await endless.stop();
});

test("50 MiB packed into a few kilobytes are cut at the limit too", async () => {
  const bomb = gzipSync(new Uint8Array(50 * 1024 * 1024));
  await withServer(
    (_request, response) => response.writeHead(200, { "content-encoding": "gzip" }).end(bomb),
    async (outbound, url) => {
      const answer = await outbound.request({ url, maxBytes: 100_000 });

      deepStrictEqual([answer.body.length, answer.truncated], [100_000, true]);
    },
  );
});

test("a packed body is unpacked, an unknown packing told", async () => {
  await withServer(
    (request, response) =>
      request.url === "/br"
        ? response.writeHead(200, { "content-encoding": "br" }).end("x")
        : response.writeHead(200, { "content-encoding": "gzip" }).end(gzipSync("hello")),
    async (outbound, url) => {
      strictEqual(new TextDecoder().decode((await outbound.request({ url })).body), "hello");
      strictEqual((await failure(outbound.request({ url: `${url}/br` }))).reason, "broken_answer");
    },
  );
});

const SLOW: Record<string, string[]> = {
  "never says a word": [],
  "sends one header after the other": ["HTTP/1.1 200 OK\r\n", "x-drip: 1\r\n"],
  "drips its body": ["HTTP/1.1 200 OK\r\ncontent-length: 1000000\r\n\r\n", "x"],
};
for (const [how, [first, drip]] of Object.entries(SLOW)) {
  test(`a receiver that ${how} is left when time is up`, async () => {
    const slow = await startCanary("127.0.0.1", (socket) => {
      socket.once("data", () => {
        if (first) socket.write(first);
        const timer = drip ? setInterval(() => socket.write(drip), 20) : undefined;
        socket.on("close", () => clearInterval(timer));
      });
    });
    const outbound = createOutbound({ exempt: [`127.0.0.1:${slow.port}`] });

    const error = await failure(outbound.request({ url: `http://127.0.0.1:${slow.port}/`, timeoutMs: 300 }));

    deepStrictEqual([error.reason, error.sent], ["timed_out", true]);
    await slow.stop();
  });
}

const BROKEN: Record<string, string> = {
  "closes without a word": "",
  "says no HTTP": "SSH-2.0-OpenSSH_9.9\r\n",
  "promises more than it sends": "HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nhalf",
  "sends a megabyte of headers": `HTTP/1.1 200 OK\r\n${`x-a: ${"y".repeat(1_000)}\r\n`.repeat(1_000)}\r\n`,
};
for (const [how, said] of Object.entries(BROKEN)) {
  test(`a receiver that ${how} is told as a broken answer`, async () => {
    const broken = await startCanary("127.0.0.1", (socket) => socket.once("data", () => socket.end(said)));
    const outbound = createOutbound({ exempt: [`127.0.0.1:${broken.port}`] });

    const error = await failure(
      outbound.request({ url: `http://127.0.0.1:${broken.port}/`, timeoutMs: 5_000 }),
    );

    deepStrictEqual([error.reason, error.sent], ["broken_answer", true]);
    await broken.stop();
  });
}

test("who does not listen was not reached, a resolver that hangs is left, a caller may stop", async () => {
  const gone = await startCanary("127.0.0.1");
  await gone.stop();
  const closed = createOutbound({ exempt: [`127.0.0.1:${gone.port}`] });
  const hangs = createOutbound({ resolve: () => new Promise(() => {}) });
  const stop = new AbortController();

  const refused = await failure(closed.request({ url: `http://127.0.0.1:${gone.port}/` }));
  const late = await failure(hangs.request({ url: "https://slow.example.com/", timeoutMs: 200 }));
  const stopped = hangs.request({ url: "https://slow.example.com/", signal: stop.signal });
  stop.abort();

  deepStrictEqual([refused.reason, refused.sent], ["connection_failed", false]);
  deepStrictEqual([late.reason, late.sent], ["timed_out", false]);
  strictEqual((await failure(stopped)).reason, "cancelled");
});

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

test("the self-test holds on this runtime", async () => {
  await selfTestOutbound();
});

test("a promise that is rejected stays one", async () => {
  await rejects(createOutbound().request({ url: "https://localhost/" }), OutboundError);
});
