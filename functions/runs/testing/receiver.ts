import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

export interface Receiver {
  /** `address:port`. */
  address: string;
  /** How often each `Idempotency-Key` came. */
  received: Map<string, number>;
  /** Called as a call arrives, before it is answered. */
  onCall: () => void;
  stop(): Promise<void>;
}

/** Stands for the outside: it notes every call by its key and answers 200. */
export async function startReceiver(): Promise<Receiver> {
  const received = new Map<string, number>();
  const server = createServer((request, response) => {
    const key = String(request.headers["idempotency-key"]);
    received.set(key, (received.get(key) ?? 0) + 1);
    receiver.onCall();
    request.resume().on("end", () => {
      response.writeHead(200, { "content-type": "application/json" }).end('{"ok":true}');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const receiver: Receiver = {
    address: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    received,
    onCall: () => {},
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return receiver;
}
