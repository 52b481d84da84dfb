import { parseLoopbackUrl } from "./destination.ts";
import { parseDuration } from "./duration.ts";
import type { CallbackTarget, FlowControl, PublishOptions } from "./message.ts";
import { RequestError } from "./request-error.ts";
import { compileRetryExpression } from "./retry-expression.ts";

// "If it is not provided, the default of 3 retries is used."
const DEFAULT_RETRIES = 3;
const METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"];
const CONNECTION_HEADERS = new Set([
  "host",
  "connection",
  "content-length",
  "transfer-encoding",
  "keep-alive",
]);

type Headers = Record<string, string | undefined>;

/** Reads the `Upstash-*` headers of a publish (names in lower case). Throws a 400 that names the first wrong one. */
export function parsePublishOptions(headers: Headers): PublishOptions {
  const own = parseTarget(headers, "upstash-");
  const contentType = headers["content-type"];
  const notBefore = headers["upstash-not-before"];
  if (notBefore !== undefined && !/^\d+$/.test(notBefore)) {
    throw new RequestError(400, `invalid upstash-not-before "${notBefore}": a unix timestamp in seconds`);
  }
  return {
    ...own,
    headers: contentType ? { "content-type": contentType, ...own.headers } : own.headers,
    retries: own.retries ?? DEFAULT_RETRIES,
    notBefore: notBefore === undefined ? undefined : Number(notBefore) * 1000,
    callback: parseCallback(headers, "upstash-callback"),
    failureCallback: parseCallback(headers, "upstash-failure-callback"),
    deduplicationId: headers["upstash-deduplication-id"],
    contentBasedDeduplication: headers["upstash-content-based-deduplication"] === "true",
    flowControl: parseFlowControl(headers),
    labels: splitList(headers["upstash-label"]),
    ...parseRedaction(headers["upstash-redact-fields"]),
  };
}

function parseCallback(headers: Headers, name: string): CallbackTarget | undefined {
  const url = headers[name];
  if (url === undefined) return undefined;
  return { url: parseLoopbackUrl(url, name), ...parseTarget(headers, `${name}-`) };
}

/** The headers that a message and its callbacks share: method, timeout, retries, retry delay, delay, forwarded headers. */
export function parseTarget(headers: Headers, prefix: string): Omit<CallbackTarget, "url"> {
  const method = (headers[`${prefix}method`] ?? "POST").toUpperCase();
  if (!METHODS.includes(method)) {
    throw new RequestError(400, `invalid ${prefix}method "${method}": one of ${METHODS.join(", ")}`);
  }
  const retries = headers[`${prefix}retries`];
  if (retries !== undefined && !/^\d{1,4}$/.test(retries)) {
    throw new RequestError(400, `invalid ${prefix}retries "${retries}": a whole number from 0`);
  }
  return {
    method,
    headers: forwardedHeaders(headers, `${prefix}forward-`),
    delayMs: durationHeader(headers, `${prefix}delay`) ?? 0,
    retries: retries === undefined ? undefined : Number(retries),
    retryDelay: checkedExpression(headers, `${prefix}retry-delay`),
    timeoutMs: durationHeader(headers, `${prefix}timeout`),
  };
}

function forwardedHeaders(headers: Headers, prefix: string): Record<string, string> {
  const forwarded: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    const target = name.slice(prefix.length);
    if (value !== undefined && name.startsWith(prefix) && !CONNECTION_HEADERS.has(target))
      forwarded[target] = value;
  }
  return forwarded;
}

function durationHeader(headers: Headers, name: string): number | undefined {
  const text = headers[name];
  if (text === undefined) return undefined;
  const ms = parseDuration(text);
  if (ms === null)
    throw new RequestError(400, `invalid ${name} "${text}": a duration such as 50s or 1d10h30m`);
  return ms;
}

function checkedExpression(headers: Headers, name: string): string | undefined {
  const text = headers[name];
  if (text === undefined) return undefined;
  try {
    compileRetryExpression(text);
    return text;
  } catch (error) {
    throw new RequestError(400, `invalid ${name}: ${error instanceof Error ? error.message : error}`);
  }
}

function parseFlowControl(headers: Headers): FlowControl | undefined {
  const key = headers["upstash-flow-control-key"];
  const value = headers["upstash-flow-control-value"];
  if (!key && !value) return undefined;
  if (!key || !value) {
    throw new RequestError(400, "upstash-flow-control-key and upstash-flow-control-value belong together");
  }
  const flow: FlowControl = { key };
  for (const part of splitList(value)) {
    const [name = "", text = ""] = part.split("=").map((piece) => piece.trim());
    const seconds = /^\d+$/.test(text) ? Number(text) : (parseDuration(text) ?? Number.NaN) / 1000;
    if (!(seconds > 0)) throw new RequestError(400, `invalid upstash-flow-control-value "${part}"`);
    if (/^parallelism$/i.test(name)) flow.parallelism = seconds;
    else if (/^rate$/i.test(name)) flow.rate = seconds;
    else if (/^period$/i.test(name)) flow.periodSeconds = seconds;
    else
      throw new RequestError(
        400,
        `invalid upstash-flow-control-value "${part}": parallelism, rate or period`,
      );
  }
  if (flow.parallelism === undefined && flow.rate === undefined) {
    throw new RequestError(400, "upstash-flow-control-value needs parallelism or rate");
  }
  return flow;
}

function parseRedaction(text: string | undefined): Pick<PublishOptions, "redactBody" | "redactHeaders"> {
  const fields = splitList(text);
  const named = fields.flatMap((field) => /^header\[(.+)\]$/.exec(field)?.[1]?.toLowerCase() ?? []);
  const all = fields.includes("header") || fields.includes("headers");
  return { redactBody: fields.includes("body"), redactHeaders: all || named };
}

function splitList(text: string | undefined): string[] {
  return (text ?? "")
    .split(",")
    .map((part) => part.trim())
    .filter((part) => part !== "");
}
