// On hosted's runtime, against real listeners: which addresses are called, and which never are.
import { deepStrictEqual, ok, rejects, strictEqual } from "node:assert";
import { createOutbound } from "./outbound.ts";
import { OutboundError } from "./outbound-error.ts";
import { selfTestOutbound } from "./self-test.ts";
import { startCanary } from "./testing/canary.ts";
import { FORM_COUNT, forbiddenUrls } from "./testing/forbidden-urls.ts";
import { failure, resolve, test, withServer } from "./testing/outside-call.deno.ts";

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

test("the self-test holds on this runtime", async () => {
  await selfTestOutbound();
});

test("a promise that is rejected stays one", async () => {
  await rejects(createOutbound().request({ url: "https://localhost/" }), OutboundError);
});
