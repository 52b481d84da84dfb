import type { Broker } from "./broker.ts";
import { callbackPublication } from "./callback.ts";
import { addDeadLetter } from "./dead-letters.ts";
import { describeDuration } from "./duration.ts";
import { addLog } from "./logs.ts";
import type { Message, Outcome } from "./message.ts";
import { type Publication, publishAnyway } from "./publish.ts";
import { noteScheduleState } from "./schedules.ts";
import { describeOutcome, judge } from "./verdict.ts";

/** One finished attempt of one message. */
export interface Attempt {
  message: Message;
  body: Uint8Array;
  retried: number;
  outcome: Outcome;
}

/**
 * Writes down how an attempt ended, in one transaction: done, waiting for the next attempt, or dead; and publishes the
 * callbacks that asked to hear of it. A message that was cancelled meanwhile stays cancelled.
 */
export function settle(broker: Broker, { message, body, retried, outcome }: Attempt): void {
  const { store, clock, timeScale, log } = broker;
  const { messageId, callback, failureCallback } = message;
  const now = clock.now();
  const verdict = judge(outcome, message, { retried, now });

  store.transaction(() => {
    if (!store.get("select 1 as present from messages where id = ?", messageId)) return;
    const callbacks: Publication[] = [];
    if (callback) callbacks.push(callbackPublication({ target: callback, message, body, outcome, retried }));

    if (verdict.kind === "delivered") {
      store.run("delete from messages where id = ?", messageId);
      addLog(broker, message, "DELIVERED", { outcome });
      noteScheduleState(broker, message, "SUCCESS");
    } else if (verdict.kind === "retry") {
      const { wait } = verdict;
      const dueAt = "at" in wait ? Math.max(now, wait.at) : Math.ceil(now + wait.afterMs / timeScale);
      store.run(
        "update messages set state = 'waiting', due_at = ?, retried = ? where id = ?",
        dueAt,
        retried + 1,
        messageId,
      );
      addLog(broker, message, "ERROR", { error: describeOutcome(outcome), outcome });
      addLog(broker, message, "RETRY", { nextDeliveryTime: dueAt });
      log(
        `${message.method} ${message.url}: ${describeOutcome(outcome)}, retry ${retried + 1} of ${message.retries} in ${describeDuration(dueAt - now)}`,
      );
    } else {
      store.run("delete from messages where id = ?", messageId);
      const dlqId = addDeadLetter(broker, { message, body, retried, outcome });
      addLog(broker, message, "ERROR", { error: describeOutcome(outcome), outcome });
      addLog(broker, message, "FAILED", { error: describeOutcome(outcome), outcome });
      noteScheduleState(broker, message, "FAIL");
      if (failureCallback) {
        callbacks.push(
          callbackPublication({ target: failureCallback, message, body, outcome, retried, dlqId }),
        );
      }
      log(
        `${message.method} ${message.url}: ${describeOutcome(outcome)}, given up (${verdict.reason}), dead letter ${dlqId}`,
      );
    }
    if (callbacks.length > 0) publishAnyway(broker, callbacks);
  });
}
