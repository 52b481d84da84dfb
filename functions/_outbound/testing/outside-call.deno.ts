import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { createOutbound, type Outbound, type OutboundOptions } from "../outbound.ts";
import { OutboundError } from "../outbound-error.ts";

const NAMES: Record<string, string[]> = {
  "private.example.com": ["127.0.0.1"],
  "private6.example.com": ["::1"],
  "mapped.example.com": ["::ffff:127.0.0.1"],
  "mixed.example.com": ["93.184.215.14", "127.0.0.1"],
  "zoned.example.com": ["fe80::1%lo"],
  "public.example.com": ["93.184.215.14"],
};
/** The only resolver that these tests have. */
export const resolve = async (host: string) => NAMES[host] ?? [];

export async function serve(listener: RequestListener) {
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

export function test(name: string, fn: () => Promise<void>): void {
  Deno.test({ name: `outside calls: ${name}`, fn, sanitizeOps: false, sanitizeResources: false });
}

export async function failure(call: Promise<unknown>): Promise<OutboundError> {
  const error = await call.then(
    (answer) => new Error(`answered ${JSON.stringify(answer)}`),
    (error: unknown) => error,
  );
  if (!(error instanceof OutboundError)) throw error;
  return error;
}

/** One server, a client that may call it, both gone in the end. */
export async function withServer(
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
