import { createServer } from "node:http";

export interface Receiver {
  url: string;
  /** What came in, in order. */
  received: { path: string; type: string; body: string }[];
  stop(): Promise<void>;
}

/** A program that workflows may call here, at the one local address which is exempt from the guard. */
export async function startReceiver(): Promise<Receiver> {
  const address = process.env.FLOYO_DEV_OUTBOUND_EXEMPT ?? "";
  const received: Receiver["received"] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    received.push({
      path: request.url ?? "",
      type: request.headers["content-type"] ?? "",
      body: Buffer.concat(chunks).toString(),
    });
    response.writeHead(200, { "content-type": "application/json" }).end('{"ok":true}');
  });
  const [host, port] = address.split(":");
  await new Promise<void>((done, fail) => {
    server.once("error", fail);
    server.listen({ host, port: Number(port) }, done);
  });
  return {
    url: `http://${address}`,
    received,
    stop: () => new Promise((done) => server.close(() => done())),
  };
}
