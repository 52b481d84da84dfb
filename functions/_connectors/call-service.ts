import { isRetryableStatus } from "../../shared/workflows/engine/retry.ts";
import type { Value } from "../../shared/workflows/parts.ts";
import type { OutboundResponse } from "../_outbound/outbound.ts";
import { OutboundError } from "../_outbound/outbound-error.ts";
import type { ConnectorContext } from "./adapter.ts";
import { ConnectorError } from "./connector-error.ts";
import { retryAfterSeconds } from "./retry-after.ts";

export interface ServiceCall {
  method: "GET" | "POST" | "PUT" | "HEAD";
  url: string;
  headers?: Readonly<Record<string, string>>;
  /** Sent as JSON. */
  json?: unknown;
  body?: string | Uint8Array;
  /** Sent as `Idempotency-Key`, where the service has it. */
  isKeyed?: boolean;
  maxBytes?: number;
}

export interface ServiceAnswer {
  status: number;
  headers: Record<string, string>;
  /** JSON where it is some, else null. */
  body: Value;
  text: string;
  bytes: Uint8Array;
}

/** What an answer that is no success says; the rest is known by its status. */
export interface Explained {
  code?: string;
  message?: string;
  blamesSecret?: boolean;
  isRetryable?: boolean;
  retryAfterSeconds?: number;
}

/** Reads why a service refused. */
export type Explain = (answer: ServiceAnswer) => Explained;

const EXPLAIN_NOTHING: Explain = () => ({});

/** Calls a service. Throws `ConnectorError` when there is no answer, and for any status from 400 up. */
export async function callService(
  context: ConnectorContext,
  call: ServiceCall,
  explain: Explain = EXPLAIN_NOTHING,
): Promise<ServiceAnswer> {
  const answer = await send(context, call);
  if (answer.status >= 400) throw refusalOf(answer, explain(answer), context.now);
  if (answer.status >= 300) {
    throw new ConnectorError("redirected", "the service sends the call elsewhere; check the address", {
      status: answer.status,
    });
  }
  return answer;
}

/** The same, any status being an answer. */
export async function send(context: ConnectorContext, call: ServiceCall): Promise<ServiceAnswer> {
  const isRead = call.method === "GET" || call.method === "HEAD";
  const json: Record<string, string> = call.json === undefined ? {} : { "content-type": "application/json" };
  const answer = await context.outbound
    .request({
      method: call.method,
      url: addressed(call.url, context.devOrigin),
      headers: { accept: "application/json", ...json, ...call.headers },
      body: call.json === undefined ? (call.body ?? null) : JSON.stringify(call.json),
      timeoutMs: context.timeoutMs,
      maxRedirects: isRead ? 3 : 0,
      ...(call.maxBytes === undefined ? {} : { maxBytes: call.maxBytes }),
      ...(call.isKeyed ? { idempotencyKey: context.idempotencyKey } : {}),
    })
    .catch((cause: unknown) => {
      throw cause instanceof OutboundError ? unanswered(cause, isRead) : cause;
    });
  if (answer.truncated) {
    throw new ConnectorError("too_large", "the service answered with more than 1 MiB", {
      status: answer.status,
    });
  }
  return read(answer);
}

function unanswered(cause: OutboundError, isRead: boolean): ConnectorError {
  const isUnknown = cause.sent && !isRead && cause.reason !== "refused_redirect";
  return new ConnectorError(cause.reason, cause.message, {
    isUnknown,
    isRetryable: cause.code === "unavailable",
    cause,
  });
}

function read({ status, headers, body: bytes }: OutboundResponse): ServiceAnswer {
  const text = new TextDecoder().decode(bytes);
  return { status, headers, text, bytes, body: jsonOr(text) };
}

function jsonOr(text: string): Value {
  try {
    return JSON.parse(text) as Value;
  } catch {
    return null;
  }
}

/** What an answer from 400 up means. */
export function refusalOf(answer: ServiceAnswer, explained: Explained, now: number): ConnectorError {
  const { status, headers } = answer;
  const wait = explained.retryAfterSeconds ?? retryAfterSeconds(headers["retry-after"], now);
  const said = explained.message ?? answer.text.slice(0, 300).trim();
  return new ConnectorError(
    explained.code ?? (status === 429 ? "rate_limited" : "refused"),
    `the service answered ${status}${said ? `: ${said.slice(0, 500)}` : ""}`,
    {
      status,
      isRetryable: explained.isRetryable ?? isRetryableStatus(status),
      retryAfterSeconds: wait,
      blamesSecret: explained.blamesSecret ?? status === 401,
    },
  );
}

/** `https://slack.com/api` as `<devOrigin>/slack.com/api`, where one stands for all services. */
function addressed(url: string, devOrigin: string | null): string {
  return devOrigin === null ? url : url.replace(/^https:\//, devOrigin);
}
