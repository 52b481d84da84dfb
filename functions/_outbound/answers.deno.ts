// On hosted's runtime, against real servers: answers that are endless, packed, slow or broken, and none at all.
import { deepStrictEqual, strictEqual } from "node:assert";
import { gzipSync } from "node:zlib";
import { createOutbound } from "./outbound.ts";
import { startCanary } from "./testing/canary.ts";
import { failure, test, withServer } from "./testing/outside-call.deno.ts";

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
