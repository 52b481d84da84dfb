import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { createOutbound } from "./outbound.ts";
import { selfTestOutbound } from "./self-test.ts";
import { makeCertificate } from "./testing/certificate.ts";

const { key, cert } = makeCertificate(["DNS:secure.example.com"]);

async function startServer(): Promise<number> {
  const server = createServer({ key, cert }, (request, response) => response.end(request.headers.host));
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return (server.address() as AddressInfo).port;
}

test("on Node too the vetted address is dialled and shows the certificate of the name", async () => {
  const port = await startServer();
  const outbound = createOutbound({
    resolve: async () => ["127.0.0.1"],
    exempt: [`127.0.0.1:${port}`],
    trust: [cert],
  });

  const answer = await outbound.request({ url: `https://secure.example.com:${port}/` });
  const foreign = outbound.request({ url: `https://other.example.com:${port}/` });

  expect(new TextDecoder().decode(answer.body)).toBe(`secure.example.com:${port}`);
  await expect(foreign).rejects.toMatchObject({ reason: "connection_failed", sent: false });
});

test("on Node too the self-test holds", async () => {
  await expect(selfTestOutbound()).resolves.toBeUndefined();
});
