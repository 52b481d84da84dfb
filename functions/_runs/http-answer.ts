import type { EffectResult } from "../../shared/workflows/engine/apply-result.ts";
import { isRetryableStatus } from "../../shared/workflows/engine/retry.ts";
import type { Value } from "../../shared/workflows/parts.ts";

interface HttpAnswer {
  status: number;
  headers: Record<string, string>;
  body: Uint8Array;
  truncated: boolean;
}

/** How the settings of an `http` step become a request, and an answer the step's output. */
export const applyHttp = {
  request(input: Record<string, Value>): {
    method: string;
    url: string;
    headers: Record<string, string>;
    body: string | null;
  } {
    const { method, url, query, headers, body } = input as {
      method: string;
      url: string;
      query: Record<string, Value>;
      headers: Record<string, Value>;
      body: Value;
    };
    const given = Object.entries(headers).map(
      ([name, value]) => [name.toLowerCase(), asText(value)] as const,
    );
    const hasBody = body !== null && method !== "GET" && method !== "HEAD";
    const isJson = hasBody && typeof body !== "string";
    return {
      method,
      url: withQuery(url, query),
      headers: { ...(isJson ? { "content-type": "application/json" } : {}), ...Object.fromEntries(given) },
      body: hasBody ? asText(body) : null,
    };
  },

  /** JSON as JSON, other answers as text. From 400 up the step has failed. */
  result({ status, headers, body, truncated }: HttpAnswer): EffectResult {
    const text = new TextDecoder().decode(body);
    if (status >= 400) {
      const message = `the receiver answered ${status}: ${text.slice(0, 500)}`;
      const seconds = retryAfter(headers["retry-after"]);
      return {
        ended: "failed",
        error: { code: "http_status", message, status },
        isRetryable: isRetryableStatus(status),
        ...(seconds === undefined ? {} : { retryAfterSeconds: seconds }),
      };
    }
    if (truncated) {
      const error = { code: "too_large", message: `the receiver answered ${status} with more than 1 MiB` };
      return { ended: "failed", error, isRetryable: false };
    }
    return {
      ended: "done",
      output: { status, headers, body: readBody(text, headers["content-type"] ?? "") },
    };
  },
};

/** Seconds only: a date would need a clock, and nobody sends one to programs. */
function retryAfter(header: string | undefined): number | undefined {
  return header !== undefined && /^\d{1,9}$/.test(header.trim()) ? Number(header) : undefined;
}

function withQuery(url: string, query: Record<string, Value>): string {
  const parameters = Object.entries(query).filter(([, value]) => value !== null);
  if (parameters.length === 0) return url;
  const text = new URLSearchParams(parameters.map(([name, value]) => [name, asText(value)])).toString();
  return `${url}${url.includes("?") ? "&" : "?"}${text}`;
}

function readBody(text: string, type: string): Value {
  if (!/[/+]json\b/i.test(type)) return text;
  try {
    return JSON.parse(text) as Value;
  } catch {
    return text;
  }
}

function asText(value: Value): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}
