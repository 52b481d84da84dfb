import { request as httpRequest, type IncomingMessage, type ServerResponse } from "node:http";
import type { WorkerLimits } from "./limits.ts";
import { REPLIES, sendReply } from "./replies.ts";
import type { Worker } from "./worker.ts";

/** What a function sees as its own address: hosted hides the project's public host from it. */
const INNER_HOST = "edge-runtime.supabase.com";
const PREFIX = "/functions/v1";

/** Streams the request to the worker and its response back; every outcome gets an answer. */
export async function forward(
  req: IncomingMessage,
  res: ServerResponse,
  worker: Worker,
  limits: WorkerLimits,
): Promise<void> {
  const charge = worker.open();
  const { path, headers } = innerRequest(req);
  const upstream = httpRequest({ host: "127.0.0.1", port: worker.port, method: req.method, path, headers });
  const idle = setTimeout(() => {
    sendReply(res, REPLIES.idleTimeout);
    upstream.destroy();
  }, limits.idleMs);
  const wall = setTimeout(() => {
    worker.kill();
    sendReply(res, REPLIES.resourceLimit);
  }, limits.wallMs);

  try {
    await new Promise<void>((resolve) => {
      res.once("close", () => {
        upstream.destroy();
        resolve();
      });
      upstream.once("response", (response) => {
        clearTimeout(idle);
        if (res.destroyed) return;
        res.writeHead(response.statusCode ?? 502, outerHeaders(response.headers));
        res.flushHeaders();
        response.once("error", () => res.destroy());
        response.once("aborted", () => res.destroy());
        response.pipe(res);
      });
      upstream.once("error", async () => {
        if (res.destroyed || res.writableEnded) return;
        const end = await endOf(worker);
        sendReply(res, end === "limit" ? REPLIES.resourceLimit : REPLIES.workerError);
      });
      req.pipe(upstream);
    });
  } finally {
    clearTimeout(idle);
    clearTimeout(wall);
    charge.close();
  }
}

/** A broken connection is seen a moment before the process's end is. */
async function endOf(worker: Worker): Promise<string> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<string>((resolve) => {
    timer = setTimeout(() => resolve("crashed"), 1_000);
  });
  const end = await Promise.race([worker.whenEnded, late]);
  clearTimeout(timer);
  return end;
}

function innerRequest(req: IncomingMessage) {
  const url = req.url ?? "/";
  const { connection: _, "keep-alive": __, expect: ___, ...headers } = req.headers;
  return {
    path: url.startsWith(PREFIX) ? url.slice(PREFIX.length) : url,
    headers: {
      ...headers,
      host: INNER_HOST,
      connection: "close",
      "x-forwarded-host": INNER_HOST,
      "x-forwarded-proto": "https",
      "x-forwarded-port": "443",
      "x-forwarded-for": headers["x-forwarded-for"] ?? req.socket.remoteAddress ?? "127.0.0.1",
    },
  };
}

/** Hosted serves no HTML from functions on its own domain: the type becomes text. */
function outerHeaders(headers: IncomingMessage["headers"]): IncomingMessage["headers"] {
  const { connection: _, "keep-alive": __, ...rest } = headers;
  const type = rest["content-type"];
  if (!type || !/^text\/html\b/i.test(type)) return rest;
  return { ...rest, "content-type": type.replace(/^text\/html/i, "text/plain") };
}
