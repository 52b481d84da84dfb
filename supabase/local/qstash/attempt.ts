import { request } from "node:http";
import { requestTarget } from "./destination.ts";
import type { Message, Outcome } from "./message.ts";

// "Requests will be considered failed if not processed within 15 minutes" (free plan), the shortest default.
const DEFAULT_TIMEOUT_MS = 900_000;
// The default maximum message size: what a callback carries is cut there.
const MAX_RESPONSE_BYTES = 1_048_576;

/** Sends a message once. Never throws: whatever goes wrong is the outcome. Redirects are not followed. */
export function attempt(options: {
  message: Message;
  body: Uint8Array;
  retried: number;
  signature: string;
  signal: AbortSignal;
}): Promise<Outcome> {
  const { message, body, retried, signature, signal } = options;
  const { hostname, port } = new URL(message.url);
  const timeoutMs = message.timeoutMs ?? DEFAULT_TIMEOUT_MS;

  return new Promise((resolve) => {
    const outgoing = request({
      // One connection per attempt: a reused one that the destination just closed would count as a failure.
      agent: false,
      hostname: hostname.replace(/^\[|\]$/g, ""),
      port: port || 80,
      path: requestTarget(message.url),
      method: message.method,
      headers: deliveryHeaders(message, { retried, signature, length: body.length }),
    });
    const cancel = () => outgoing.destroy(new Error("the attempt was cancelled"));
    const timer = setTimeout(
      () => outgoing.destroy(new Error(`no answer within ${timeoutMs} ms`)),
      timeoutMs,
    );
    const finish = (outcome: Outcome) => {
      clearTimeout(timer);
      signal.removeEventListener("abort", cancel);
      resolve(outcome);
    };
    const fail = (error: Error) =>
      finish({ status: 0, headers: {}, body: new Uint8Array(), error: error.message });

    signal.addEventListener("abort", cancel, { once: true });
    outgoing.on("error", fail);
    outgoing.on("response", (response) => {
      const chunks: Buffer[] = [];
      let size = 0;
      response.on("data", (chunk: Buffer) => {
        if (size < MAX_RESPONSE_BYTES) chunks.push(chunk.subarray(0, MAX_RESPONSE_BYTES - size));
        size += chunk.length;
      });
      response.on("error", fail);
      response.on("end", () => {
        const headers = Object.fromEntries(
          Object.entries(response.headersDistinct).map(([name, values]) => [name, values ?? []]),
        );
        finish({ status: response.statusCode ?? 0, headers, body: Buffer.concat(chunks) });
      });
    });
    outgoing.end(body);
  });
}

function deliveryHeaders(
  message: Message,
  { retried, signature, length }: { retried: number; signature: string; length: number },
): Record<string, string> {
  return {
    ...message.headers,
    "user-agent": "Upstash-QStash",
    "content-length": String(length),
    "upstash-signature": signature,
    "upstash-message-id": message.messageId,
    "upstash-retried": String(retried),
    "upstash-caller-ip": message.callerIp,
    ...(message.topicName ? { "upstash-topic-name": message.topicName } : {}),
    ...(message.scheduleId ? { "upstash-schedule-id": message.scheduleId } : {}),
    ...(message.queueName ? { "upstash-queue-name": message.queueName } : {}),
  };
}
