import type { Retry } from "../definition.ts";
import { MAX_RETRY_DELAY_SECONDS } from "../parts.ts";

const RETRYABLE_4XX = new Set([408, 425, 429]);

/** Whether an answer of this HTTP status may be another one later. */
export function isRetryableStatus(status: number): boolean {
  return status >= 500 || RETRYABLE_4XX.has(status);
}

/**
 * Milliseconds to wait after the attempt of this number (from 1) failed. `random` (0–1) spreads exponential waits over
 * half to all of their length; what the other side asks for (Retry-After) wins. Never more than 24 h.
 */
export function retryDelayMs(
  retry: Retry,
  { attempt, random, retryAfterSeconds }: { attempt: number; random: number; retryAfterSeconds?: number },
): number {
  const cap = MAX_RETRY_DELAY_SECONDS * 1000;
  if (retryAfterSeconds !== undefined) return Math.min(cap, Math.max(0, retryAfterSeconds) * 1000);
  if (retry.backoff === "fixed") return retry.delaySeconds * 1000;
  const whole = Math.min(retry.delaySeconds * 2 ** (attempt - 1), retry.maxDelaySeconds) * 1000;
  return Math.round(Math.min(cap, whole) * (0.5 + random / 2));
}
