import type { ServerResponse } from "node:http";

/** The answers that hosted gives in a function's stead, word for word. */
export const REPLIES = {
  notFound: { status: 404, code: "NOT_FOUND", message: "Requested function was not found" },
  methodNotAllowed: { status: 405, code: "METHOD_NOT_ALLOWED", message: "Method not allowed" },
  workerError: {
    status: 500,
    code: "WORKER_ERROR",
    message: "Function exited due to an error (please check logs)",
  },
  bootError: { status: 503, code: "BOOT_ERROR", message: "Function failed to start (please check logs)" },
  idleTimeout: { status: 504, code: "IDLE_TIMEOUT", message: "Function did not respond in time" },
  resourceLimit: {
    status: 546,
    code: "WORKER_RESOURCE_LIMIT",
    message: "Function failed due to not having enough compute resources (please check logs)",
  },
} as const;

export type Reply = (typeof REPLIES)[keyof typeof REPLIES];

/** Sends the reply, or cuts the connection when the response has already begun. */
export function sendReply(res: ServerResponse, reply: Reply): void {
  if (res.headersSent) {
    res.destroy();
    return;
  }
  const body = JSON.stringify({ code: reply.code, message: reply.message });
  res.writeHead(reply.status, {
    "content-type": "application/json",
    "content-length": Buffer.byteLength(body),
    "sb-error-code": reply.code,
    "access-control-allow-origin": "*",
    "access-control-expose-headers": "sb-error-code",
  });
  res.end(body);
}
