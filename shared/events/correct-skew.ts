import { MAX_AHEAD_MS, RETENTION_DAYS } from "./parse-event.ts";

/** Below this a difference is the network's, not the clock's. */
export const MAX_TOLERATED_SKEW_MS = 30_000;

/**
 * The time an event really happened, when the client's clock is off. All times in epoch milliseconds.
 *
 *     skew = receivedAt - sentAt            |skew| ≤ 30 s: left alone
 *     occurredAt + skew, kept within [receivedAt - 366 days, receivedAt + 5 minutes]
 *
 * `originalOccurredAt` is null when nothing was changed. Source: Sentry Relay corrects drift from `sent_at` likewise.
 */
export function correctSkew(times: { sentAt: number; receivedAt: number; occurredAt: number }): {
  occurredAt: number;
  originalOccurredAt: number | null;
} {
  const skew = times.receivedAt - times.sentAt;
  const shifted = Math.abs(skew) > MAX_TOLERATED_SKEW_MS ? times.occurredAt + skew : times.occurredAt;
  const earliest = times.receivedAt - RETENTION_DAYS * 86_400_000;
  const occurredAt = Math.min(Math.max(shifted, earliest), times.receivedAt + MAX_AHEAD_MS);
  return { occurredAt, originalOccurredAt: occurredAt === times.occurredAt ? null : times.occurredAt };
}
