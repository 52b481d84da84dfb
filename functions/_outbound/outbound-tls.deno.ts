// On hosted's runtime: TLS to a vetted address asks for the certificate of the name, not of the address.
import { deepStrictEqual, strictEqual } from "node:assert";
import type { RequestListener } from "node:http";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { createOutbound } from "./outbound.ts";
import { OutboundError } from "./outbound-error.ts";
import { startCanary } from "./testing/canary.ts";
import { makeCertificate } from "./testing/certificate.ts";

const { key, cert } = makeCertificate(["DNS:secure.example.com"]);

async function withServer(
  act: (port: number) => Promise<void>,
  listener: RequestListener = (request, response) => response.end(request.headers.host),
) {
  const server = createServer({ key, cert }, listener);
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  try {
    await act((server.address() as AddressInfo).port);
  } finally {
    server.close();
  }
}

function test(name: string, fn: () => Promise<void>): void {
  Deno.test({ name: `outside calls by TLS: ${name}`, fn, sanitizeOps: false, sanitizeResources: false });
}

const toLoopback = async () => ["127.0.0.1"];

test("the vetted address is dialled and shows the certificate of the name", async () => {
  await withServer(async (port) => {
    const outbound = createOutbound({ resolve: toLoopback, exempt: [`127.0.0.1:${port}`], trust: [cert] });

    const answer = await outbound.request({ url: `https://secure.example.com:${port}/` });

    strictEqual(answer.status, 200);
    strictEqual(new TextDecoder().decode(answer.body), `secure.example.com:${port}`);
  });
});

test("a certificate of another name, or one nobody trusts, ends the call before the request", async () => {
  await withServer(async (port) => {
    const options = { resolve: toLoopback, exempt: [`127.0.0.1:${port}`] };
    const calls = [
      createOutbound({ ...options, trust: [cert] }).request({ url: `https://other.example.com:${port}/` }),
      createOutbound({ ...options, trust: [cert] }).request({ url: `https://127.0.0.1:${port}/` }),
      createOutbound(options).request({ url: `https://secure.example.com:${port}/` }),
    ];

    for (const call of calls) {
      const error = await call.then(
        () => null,
        (thrown: unknown) => thrown as OutboundError,
      );
      deepStrictEqual([error?.reason, error?.sent], ["connection_failed", false]);
    }
  });
});

test("a long body goes and comes whole, and is cut at the limit", async () => {
  const body = new Uint8Array(1_000_000).fill(120);
  await withServer(
    async (port) => {
      const outbound = createOutbound({ resolve: toLoopback, exempt: [`127.0.0.1:${port}`], trust: [cert] });
      const request = { url: `https://secure.example.com:${port}/`, method: "POST", body };

      const whole = await outbound.request(request);
      const cut = await outbound.request({ ...request, maxBytes: 1_000 });

      deepStrictEqual([whole.body.length, whole.truncated], [body.length, false]);
      deepStrictEqual([cut.body.length, cut.truncated], [1_000, true]);
    },
    (request, response) => request.pipe(response),
  );
});

test("who never answers the greeting, or the request, is left when time is up", async () => {
  const deaf = await startCanary("127.0.0.1", () => {});
  const toDeaf = createOutbound({ resolve: toLoopback, exempt: [`127.0.0.1:${deaf.port}`] });

  const greeted = await toDeaf
    .request({ url: `https://secure.example.com:${deaf.port}/`, timeoutMs: 300 })
    .catch((thrown: unknown) => thrown as OutboundError);
  await deaf.stop();

  deepStrictEqual(greeted instanceof OutboundError && [greeted.reason, greeted.sent], ["timed_out", false]);
  await withServer(
    async (port) => {
      const outbound = createOutbound({ resolve: toLoopback, exempt: [`127.0.0.1:${port}`], trust: [cert] });

      const asked = await outbound
        .request({ url: `https://secure.example.com:${port}/`, timeoutMs: 500 })
        .catch((thrown: unknown) => thrown as OutboundError);

      deepStrictEqual(asked instanceof OutboundError && [asked.reason, asked.sent], ["timed_out", true]);
    },
    () => {},
  );
});
