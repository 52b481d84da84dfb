import { parseDuration } from "./duration.ts";
import { compileRetryExpression } from "./retry-expression.ts";

const DAY_MS = 86_400_000;
const WAIT_HEADERS = [
  "retry-after",
  "x-ratelimit-reset",
  "x-ratelimit-reset-requests",
  "x-ratelimit-reset-tokens",
];

/** QStash's documented backoff before retry number `n` (from 1): min(86400, e^(2.5n)) seconds, in milliseconds. */
export function backoffMs(n: number): number {
  return Math.min(DAY_MS, Math.exp(2.5 * n) * 1000);
}

/** How long to wait before the next attempt: a duration that the time scale may shorten, or a moment that it may not. */
export type RetryWait = { afterMs: number } | { at: number };

/**
 * Decides the wait after a failed attempt. `retried` counts the retries so far, `headers` are the response's.
 * The destination's own wish (Retry-After and its kin) wins up to a day, then the message's expression, then the backoff.
 */
export function retryWait(options: {
  retried: number;
  retryDelay: string | undefined;
  headers: Record<string, string[]>;
  now: number;
}): RetryWait {
  const { retried, retryDelay, headers, now } = options;
  const wished = wishedWait(headers, now);
  if (wished) return wished;
  if (retryDelay !== undefined) {
    const ms = compileRetryExpression(retryDelay)(retried);
    if (Number.isFinite(ms)) return { afterMs: Math.min(DAY_MS, Math.max(0, ms)) };
  }
  return { afterMs: backoffMs(retried + 1) };
}

function wishedWait(headers: Record<string, string[]>, now: number): RetryWait | null {
  for (const name of WAIT_HEADERS) {
    const value = headers[name]?.[0]?.trim();
    if (!value) continue;
    const afterMs = /^\d+(\.\d+)?$/.test(value) ? Number(value) * 1000 : parseDuration(value);
    if (afterMs !== null) return afterMs <= DAY_MS ? { afterMs } : null;
    const at = Date.parse(value);
    if (!Number.isNaN(at)) return at - now <= DAY_MS ? { at } : null;
  }
  return null;
}
