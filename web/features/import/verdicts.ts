import type { EventRejectCode } from "@floyo/shared/events/parse-event.ts";
import { z } from "zod";

const MAX_KEPT = 500;

/** One event that was not taken, and why. */
export interface Refusal {
  line: number;
  code: EventRejectCode;
  message: string;
}

export interface Verdicts {
  accepted: number;
  duplicate: number;
  /** The first of them; `refusedCount` counts all. */
  refused: Refusal[];
  refusedCount: number;
}

export const NO_VERDICTS: Verdicts = { accepted: 0, duplicate: 0, refused: [], refusedCount: 0 };

const CODES = [
  "invalid_event",
  "duplicate_conflict",
  "outside_retention",
  "source_paused",
  "too_large",
  "not_captured",
] as const satisfies readonly EventRejectCode[];

/** What ingest answers to a batch. */
export const IngestAnswer = z.object({
  accepted: z.int(),
  duplicate: z.int(),
  rejected: z.array(z.object({ index: z.int(), code: z.enum(CODES), message: z.string() })).max(1000),
});
export type IngestAnswer = z.infer<typeof IngestAnswer>;

/** Adds the answer to one batch. `lines`: the line of the log behind each event of the batch. */
export function addAnswer(before: Verdicts, answer: IngestAnswer, lines: readonly number[]): Verdicts {
  const refused = answer.rejected.map(({ index, code, message }) => ({
    line: lines[index] ?? 0,
    code,
    message,
  }));
  return addRefused(
    {
      ...before,
      accepted: before.accepted + answer.accepted,
      duplicate: before.duplicate + answer.duplicate,
    },
    refused,
  );
}

/** Adds what was refused before it was sent. */
export function addRefused(before: Verdicts, refused: readonly Refusal[]): Verdicts {
  return {
    ...before,
    refused: [...before.refused, ...refused.slice(0, MAX_KEPT - before.refused.length)],
    refusedCount: before.refusedCount + refused.length,
  };
}

/** What a person can do about each kind of refusal. */
export const FIX_WORDS: Record<EventRejectCode, { title: string; fix: string }> = {
  invalid_event: {
    title: "Not a whole event",
    fix: "Mend these lines and import the file again; all others are recognised.",
  },
  outside_retention: {
    title: "Too old, or in the future",
    fix: "Floyo takes a year and a day. Nothing needs to be done about older lines.",
  },
  duplicate_conflict: {
    title: "Another event has this id",
    fix: "The first one stays. Give the changed lines new ids, or leave their ids out.",
  },
  source_paused: {
    title: "The source is paused",
    fix: "Resume it under Sources, then import the file again.",
  },
  too_large: {
    title: "Too much in one event",
    fix: "Shorten the details of these lines and import the file again.",
  },
  not_captured: {
    title: "Ruled out by you",
    fix: "Your privacy settings leave this operation or path out. Change them there if you want it after all.",
  },
};
