import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { PATIENT } from "../../keep-alive.ts";

/** One request that QStash sent us. */
export interface Delivery {
  method: string;
  /** The request line's target, byte for byte. */
  target: string;
  url: string;
  headers: IncomingHttpHeaders;
  body: string;
  bytes: Buffer;
  at: number;
}

export interface Answer {
  status?: number;
  headers?: Record<string, string>;
  body?: string | Buffer;
  /** Milliseconds to think. */
  afterMs?: number;
}

/** A server that records what it is sent and answers what the test says. */
export interface TestDestination {
  url: string;
  deliveries: Delivery[];
  /** Decides the answer to each delivery, by default an empty 200. */
  answer: (delivery: Delivery) => Answer;
  /** Resolves once this many deliveries came in. */
  received(count: number): Promise<Delivery[]>;
  stop(): Promise<void>;
}

export async function startDestination(): Promise<TestDestination> {
  const waiting = new Set<() => void>();
  const server = createServer(PATIENT, async (request, response) => {
    const bytes = Buffer.concat(await request.toArray());
    const delivery: Delivery = {
      method: request.method ?? "",
      target: request.url ?? "",
      url: destination.url + (request.url ?? ""),
      headers: request.headers,
      body: bytes.toString(),
      bytes,
      at: Date.now(),
    };
    destination.deliveries.push(delivery);
    const { status = 200, headers = {}, body = "", afterMs = 0 } = destination.answer(delivery);
    for (const check of waiting) check();
    setTimeout(() => response.writeHead(status, headers).end(body), afterMs);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));

  const destination: TestDestination = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    deliveries: [],
    answer: () => ({}),
    received: (count) =>
      new Promise((resolve) => {
        const check = () => {
          if (destination.deliveries.length < count) return;
          waiting.delete(check);
          resolve(destination.deliveries);
        };
        waiting.add(check);
        check();
      }),
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return destination;
}
