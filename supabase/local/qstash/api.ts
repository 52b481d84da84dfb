import { timingSafeEqual } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Broker } from "./broker.ts";
import { RequestError } from "./request-error.ts";
import { deadLetterRoutes } from "./routes/dead-letters.ts";
import { flowControlRoutes } from "./routes/flow-control.ts";
import { keyRoutes } from "./routes/keys.ts";
import { logRoutes } from "./routes/logs.ts";
import { messageRoutes } from "./routes/messages.ts";
import { publishRoutes } from "./routes/publish.ts";
import { queueRoutes } from "./routes/queues.ts";
import type { Reply, Route } from "./routes/route.ts";
import { scheduleRoutes } from "./routes/schedules.ts";
import { urlGroupRoutes } from "./routes/url-groups.ts";

// A batch of a hundred small messages fits many times; one message is limited further by its route.
const MAX_REQUEST_BYTES = 10_485_760;

const ROUTES: Route[] = [
  ...publishRoutes,
  ...messageRoutes,
  ...queueRoutes,
  ...scheduleRoutes,
  ...deadLetterRoutes,
  ...logRoutes,
  ...urlGroupRoutes,
  ...keyRoutes,
  ...flowControlRoutes,
];

/** Answers one request of QStash's API. Never throws. */
export async function answer(
  broker: Broker,
  options: { request: IncomingMessage; response: ServerResponse; token: string },
): Promise<void> {
  const { request, response, token } = options;
  try {
    checkToken(request.headers.authorization, token);
    const body = await readBody(request);
    send(response, dispatch(broker, request, body));
  } catch (error) {
    if (error instanceof RequestError) {
      send(response, { status: error.status, json: { error: error.message } }, error.headers);
      return;
    }
    broker.log(`unexpected error: ${error instanceof Error ? error.stack : error}`);
    send(response, { status: 500, json: { error: "internal error" } });
  }
}

function dispatch(broker: Broker, request: IncomingMessage, body: Buffer): Reply {
  const target = request.url ?? "/";
  const mark = target.indexOf("?");
  const path = mark < 0 ? target : target.slice(0, mark);
  for (const route of ROUTES) {
    const takesDestination = route.pattern.source.includes("<destination>");
    const match = route.pattern.exec(takesDestination ? target : path);
    if (!match || !route.methods.includes(request.method ?? "")) continue;
    const captured = match.slice(1);
    const parts = captured.map((part, index) =>
      takesDestination && index === captured.length - 1 ? part : decodePart(part),
    );
    return route.handle(broker, {
      method: request.method ?? "",
      target,
      parts,
      query: new URLSearchParams(mark < 0 ? "" : target.slice(mark + 1)),
      headers: singleHeaders(request),
      body,
      callerIp: (request.socket.remoteAddress ?? "127.0.0.1").replace(/^::ffff:/, ""),
    });
  }
  throw new RequestError(404, `${request.method} ${path} is not part of the QStash API that runs here`);
}

function decodePart(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    throw new RequestError(400, `invalid escape in "${part}"`);
  }
}

function checkToken(authorization: string | undefined, token: string): void {
  const given = Buffer.from(authorization ?? "");
  const wanted = Buffer.from(`Bearer ${token}`);
  if (given.length === wanted.length && timingSafeEqual(given, wanted)) return;
  throw new RequestError(401, "invalid token: send Authorization: Bearer <QSTASH_TOKEN>");
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    if (size > MAX_REQUEST_BYTES)
      throw new RequestError(413, `request too large: at most ${MAX_REQUEST_BYTES} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function singleHeaders(request: IncomingMessage): Record<string, string | undefined> {
  return Object.fromEntries(
    Object.entries(request.headersDistinct).map(([name, values]) => [name, values?.join(", ")]),
  );
}

function send(response: ServerResponse, { status, json }: Reply, headers: Record<string, string> = {}): void {
  if (response.headersSent || response.destroyed) return;
  const text = json === undefined ? "" : JSON.stringify(json);
  response.writeHead(status, {
    ...headers,
    ...(text ? { "content-type": "application/json" } : {}),
    "content-length": Buffer.byteLength(text),
  });
  response.end(text);
}
