import type { EventRejectCode } from "../parse-event.ts";

/** One event of the device's queue. `n` counts up in the order of the queue. */
export interface QueuedEvent {
  n: number;
}

export interface RejectedEvent {
  index: number;
  code: EventRejectCode;
  retryable: boolean;
}

export interface Judged {
  /** Events that leave the queue: taken, known before, or refused for good. */
  over: number[];
  /** How many were refused for good and are kept for the person to see. Of a paused source nothing is. */
  refusedCount: number;
  /** How many stay in the queue, since the very same event may be taken later. */
  laterCount: number;
  /** They stay because they come from the future: the device's clock is ahead. */
  isClockAhead: boolean;
}

/** Not taken because the person wanted it so: nothing to be told of. */
const BY_CHOICE: ReadonlySet<EventRejectCode> = new Set(["source_paused", "not_captured"]);

/** What becomes of each event of a batch, by the verdicts on it. */
export function judgeSent(batch: readonly QueuedEvent[], rejected: readonly RejectedEvent[]): Judged {
  const verdicts = new Map(rejected.map((verdict) => [verdict.index, verdict]));
  const judged: Judged = { over: [], refusedCount: 0, laterCount: 0, isClockAhead: false };
  batch.forEach(({ n }, index) => {
    const verdict = verdicts.get(index);
    if (verdict?.retryable) {
      judged.laterCount++;
      if (verdict.code === "outside_retention") judged.isClockAhead = true;
      return;
    }
    judged.over.push(n);
    if (verdict && !BY_CHOICE.has(verdict.code)) judged.refusedCount++;
  });
  return judged;
}
