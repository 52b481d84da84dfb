import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { PATIENT } from "../../supabase/local/keep-alive.ts";

type Fetch = (request: Request) => Promise<Response>;

export interface FetchServer {
  url: string;
  stop(): Promise<void>;
}

/** Serves a web-standard `fetch` by HTTP on 127.0.0.1. */
export async function serveFetch(fetch: Fetch, port = 0): Promise<FetchServer> {
  const server = createServer(PATIENT, async (incoming, outgoing) => {
    const response = await fetch(toRequest(incoming)).catch(
      (error: unknown) => new Response(String(error), { status: 500 }),
    );
    outgoing.writeHead(response.status, Object.fromEntries(response.headers));
    outgoing.end(new Uint8Array(await response.arrayBuffer()));
  });
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async stop() {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}

function toRequest(incoming: IncomingMessage): Request {
  const headers = new Headers();
  for (const [name, value] of Object.entries(incoming.headers)) headers.set(name, String(value));
  const hasBody = incoming.method !== "GET" && incoming.method !== "HEAD";
  return new Request(`http://127.0.0.1${incoming.url}`, {
    method: incoming.method,
    headers,
    ...(hasBody ? { body: bodyOf(incoming), duplex: "half" } : {}),
  } as RequestInit);
}

/** Readable.toWeb throws out of turn when what it gave is cancelled while more arrives. */
function bodyOf(incoming: IncomingMessage): ReadableStream {
  let isOver = false;
  return new ReadableStream({
    start(controller) {
      incoming.on("data", (chunk: Uint8Array) => isOver || controller.enqueue(new Uint8Array(chunk)));
      incoming.on("end", () => isOver || controller.close());
      incoming.on("error", (error) => isOver || controller.error(error));
    },
    cancel() {
      isOver = true;
    },
  });
}
