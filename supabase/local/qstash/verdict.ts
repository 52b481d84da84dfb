import type { Message, Outcome } from "./message.ts";
import { type RetryWait, retryWait } from "./retry-delay.ts";

/** What becomes of a message after an attempt. */
export type Verdict =
  | { kind: "delivered" }
  | { kind: "retry"; wait: RetryWait }
  | { kind: "dead"; reason: string };

/** Any 2xx is delivered, 489 with `Upstash-NonRetryable-Error: true` is final, the rest is retried while retries last. */
export function judge(
  outcome: Outcome,
  message: Message,
  { retried, now }: { retried: number; now: number },
): Verdict {
  if (outcome.status >= 200 && outcome.status < 300) return { kind: "delivered" };
  if (outcome.status === 489 && outcome.headers["upstash-nonretryable-error"]?.[0] === "true") {
    return { kind: "dead", reason: "the destination says that a retry is useless" };
  }
  if (retried >= message.retries) return { kind: "dead", reason: "no retries left" };
  return {
    kind: "retry",
    wait: retryWait({ retried, retryDelay: message.retryDelay, headers: outcome.headers, now }),
  };
}

/** One line about an outcome, for logs. */
export function describeOutcome(outcome: Outcome): string {
  return "error" in outcome ? outcome.error : `status ${outcome.status}`;
}
