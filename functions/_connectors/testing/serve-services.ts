import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";

export interface ServiceRequest {
  method: string;
  /** Without the host that it stands for. */
  path: string;
  query: URLSearchParams;
  headers: Record<string, string>;
  body: Uint8Array;
  text: string;
  // biome-ignore lint/suspicious/noExplicitAny: a test reads what its own adapter sent
  json: any;
}

export interface ServiceReply {
  status?: number;
  headers?: Record<string, string>;
  /** An object is sent as JSON, bytes and texts as they are. */
  body?: unknown;
}

/** A service as its documentation describes it: a request in, an answer out. */
export type Service = (request: ServiceRequest) => ServiceReply;

export interface Services {
  /** Stands for every host: `https://slack.com/api` is `<origin>/slack.com/api`. */
  origin: string;
  exempt: string;
  /** What came in, the last one last. */
  received: (ServiceRequest & { host: string })[];
  /** The next request is answered so, whatever it asks. `drop`: the connection ends without an answer. */
  next: ServiceReply | "drop" | null;
  stop(): Promise<void>;
}

/** Serves services by the host that each stands for; the first part of the path names it. */
export async function serveServices(services: Readonly<Record<string, Service>>): Promise<Services> {
  const state: Services = { origin: "", exempt: "", received: [], next: null, stop };
  const server = createServer(async (incoming, response) => {
    const { host, request } = await readRequest(incoming);
    state.received.push({ ...request, host });
    const planned = state.next;
    state.next = null;
    if (planned === "drop") return void incoming.socket.destroy();
    const reply = planned ?? services[host]?.(request) ?? { status: 404, body: { error: "no such host" } };
    const { status = 200, headers = {}, body = "" } = reply;
    const isRaw = typeof body === "string" || body instanceof Uint8Array;
    response.writeHead(status, { ...(isRaw ? {} : { "content-type": "application/json" }), ...headers });
    response.end(isRaw ? body : JSON.stringify(body));
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  state.exempt = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  state.origin = `http://${state.exempt}`;
  return state;

  async function stop(): Promise<void> {
    server.closeAllConnections();
    await new Promise((done) => server.close(done));
  }
}

async function readRequest(incoming: IncomingMessage) {
  const parts: Uint8Array[] = [];
  // In Deno 2.1 a request without a body never says that it ended.
  const hasBody =
    Number(incoming.headers["content-length"] ?? 0) > 0 || incoming.headers["transfer-encoding"];
  if (hasBody) for await (const part of incoming) parts.push(part as Uint8Array);
  const body = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let place = 0;
  for (const part of parts) {
    body.set(part, place);
    place += part.length;
  }
  const text = new TextDecoder().decode(body);
  const url = new URL(incoming.url ?? "/", "http://local");
  const [, host = "", ...path] = url.pathname.split("/");
  const headers = incoming.headers as Record<string, string>;
  const json = /json/.test(headers["content-type"] ?? "") && text !== "" ? JSON.parse(text) : null;
  const request = {
    method: incoming.method ?? "",
    path: `/${path.join("/")}`,
    query: url.searchParams,
    headers,
    body,
    text,
    json,
  };
  return { host, request };
}

export function hasBearer({ headers }: ServiceRequest, token: string): boolean {
  return headers.authorization === `Bearer ${token}`;
}
