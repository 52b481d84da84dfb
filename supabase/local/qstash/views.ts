import { isUtf8 } from "node:buffer";
import { createHash } from "node:crypto";
import type { DeadLetter } from "./dead-letters.ts";
import type { Message } from "./message.ts";

/** A message as `GET /v2/messages/<id>` shows it: redacted fields as `REDACTED:<sha256>`. */
export function messageView(message: Message, body: Uint8Array): Record<string, unknown> {
  return {
    messageId: message.messageId,
    url: message.url,
    topicName: message.topicName,
    endpointName: message.endpointName,
    method: message.method,
    header: visibleHeaders(message),
    ...visibleBody(body, message.redactBody),
    maxRetries: message.retries,
    retryDelayExpression: message.retryDelay,
    notBefore: message.notBefore,
    createdAt: message.createdAt,
    callback: message.callback?.url,
    failureCallback: message.failureCallback?.url,
    queueName: message.queueName,
    scheduleId: message.scheduleId,
    callerIP: message.callerIp,
    ...flowAndLabels(message),
  };
}

/** A dead letter as `GET /v2/dlq` shows it. */
export function deadLetterView(
  { dlqId, message, ...last }: DeadLetter,
  body: Uint8Array,
): Record<string, unknown> {
  const response = Buffer.from(last.responseBody, "base64");
  return {
    ...messageView(message, body),
    dlqId,
    responseStatus: last.responseStatus,
    responseHeader: canonicalHeaders(last.responseHeader),
    ...(isUtf8(response) ? { responseBody: response.toString() } : { responseBodyBase64: last.responseBody }),
    ...(last.error ? { responseBody: last.error } : {}),
  };
}

export function flowAndLabels({ flowControl, labels }: Pick<Message, "flowControl" | "labels">) {
  return {
    flowControlKey: flowControl?.key,
    parallelism: flowControl?.parallelism,
    rate: flowControl?.rate,
    period: flowControl?.rate === undefined ? undefined : (flowControl.periodSeconds ?? 1),
    label: labels[0],
    labels: labels.length > 0 ? labels : undefined,
  };
}

export function visibleBody(body: Uint8Array, isRedacted: boolean): { body?: string; bodyBase64?: string } {
  if (body.length === 0) return {};
  if (isRedacted) return { body: redacted(body) };
  if (!isUtf8(body)) return { bodyBase64: Buffer.from(body).toString("base64") };
  return { body: Buffer.from(body).toString() };
}

export function visibleHeaders(
  message: Pick<Message, "headers" | "redactHeaders">,
): Record<string, string[]> {
  const hidden = message.redactHeaders;
  const isHidden = (name: string) => hidden === true || (hidden !== false && hidden.includes(name));
  return canonicalHeaders(
    Object.fromEntries(
      Object.entries(message.headers).map(([name, value]) => [
        name,
        isHidden(name) ? redacted(value) : value,
      ]),
    ),
  );
}

/** Header names as Go writes them (`Content-Type`), each with its list of values. */
export function canonicalHeaders(headers: Record<string, string | string[]>): Record<string, string[]> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name.replace(/(^|-)[a-z]/g, (letter) => letter.toUpperCase()),
      [value].flat(),
    ]),
  );
}

function redacted(value: string | Uint8Array): string {
  return `REDACTED:${createHash("sha256").update(value).digest("hex")}`;
}
