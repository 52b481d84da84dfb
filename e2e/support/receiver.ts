import { createServer } from "node:http";

export interface Receiver {
  url: string;
  /** What came in, in order. */
  received: { path: string; type: string; body: string }[];
  /** The `Idempotency-Key` of each. */
  keys: string[];
  /** What it answers from now on. */
  status: number;
  stop(): Promise<void>;
}

/** A program that workflows may call here, at the one local address which is exempt from the guard. */
export async function startReceiver(): Promise<Receiver> {
  const address = process.env.FLOYO_DEV_OUTBOUND_EXEMPT ?? "";
  const receiver: Receiver = {
    url: `http://${address}`,
    received: [],
    keys: [],
    status: 200,
    stop: () => new Promise((done) => server.close(() => done())),
  };
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    receiver.keys.push(String(request.headers["idempotency-key"]));
    receiver.received.push({
      path: request.url ?? "",
      type: request.headers["content-type"] ?? "",
      body: Buffer.concat(chunks).toString(),
    });
    response.writeHead(receiver.status, { "content-type": "application/json" }).end('{"ok":true}');
  });
  const [host, port] = address.split(":");
  await new Promise<void>((done, fail) => {
    server.once("error", fail);
    server.listen({ host, port: Number(port) }, done);
  });
  return receiver;
}
