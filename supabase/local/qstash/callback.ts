import type { CallbackTarget, Message, Outcome, PublishOptions } from "./message.ts";
import type { Publication } from "./publish.ts";
import { canonicalHeaders } from "./views.ts";

/** The message that tells a callback address how an attempt ended. It has no callbacks of its own. */
export function callbackPublication(options: {
  target: CallbackTarget;
  message: Message;
  body: Uint8Array;
  outcome: Outcome;
  retried: number;
  /** Set for a failure callback. */
  dlqId?: string;
}): Publication {
  const { target, message, body, outcome, retried, dlqId } = options;
  const { url, ...delivery } = target;
  const publishOptions: PublishOptions = {
    ...delivery,
    headers: { "content-type": "application/json", ...target.headers },
    retries: target.retries ?? message.retries,
    contentBasedDeduplication: false,
    labels: message.labels,
    redactBody: false,
    redactHeaders: false,
  };
  return {
    destination: { url },
    options: publishOptions,
    callerIp: message.callerIp,
    body: Buffer.from(
      JSON.stringify({
        status: outcome.status,
        header: canonicalHeaders(outcome.headers),
        body: Buffer.from(outcome.body).toString("base64"),
        retried,
        maxRetries: message.retries,
        dlqId,
        sourceMessageId: message.messageId,
        topicName: message.topicName,
        endpointName: message.endpointName,
        url: message.url,
        method: message.method,
        sourceHeader: canonicalHeaders(message.headers),
        sourceBody: Buffer.from(body).toString("base64"),
        notBefore: String(message.notBefore),
        createdAt: String(message.createdAt),
        scheduleId: message.scheduleId,
        callerIP: message.callerIp,
      }),
    ),
  };
}
