"use client";

import { formatAgo, formatUntil } from "../../../lib/format-time.ts";
import { useMoment } from "../../../ui/clock.tsx";
import { isSampleRoutine } from "../../sample/is-sample.ts";
import { kindWords, timesWords } from "../describe.ts";
import type { DismissReason } from "../dismiss-reasons.ts";
import { REASON_WORDS } from "../dismiss-words.ts";
import type { Suggestion } from "../suggestion.ts";

interface CardMetaProps {
  suggestion: Suggestion;
  isFresh: boolean;
  reason: DismissReason | "later" | undefined;
}

/** When it was found or decided, and what kind of routine it is. */
export function CardMeta({ suggestion, isFresh, reason }: CardMetaProps) {
  const moment = useMoment();
  const { pattern, status, snoozed_until } = suggestion;
  const patternZone = pattern.evidence.timeZone;
  const changed = formatAgo(Date.parse(suggestion.status_changed_at), moment);
  const when = {
    open: `Found ${formatAgo(Date.parse(suggestion.created_at), moment)}`,
    kept: `Kept ${changed}`,
    snoozed: snoozed_until ? `Comes back ${formatUntil(Date.parse(snoozed_until), moment)}` : "Snoozed",
    dismissed: `Dismissed ${changed}${reason ? `: ${REASON_WORDS[reason]}` : ""}`,
    withdrawn: "Withdrawn: its evidence is gone",
  }[status];
  return (
    <p className="flex flex-wrap items-center text-meta text-soft">
      {isFresh ? (
        <span
          aria-hidden="true"
          className="ms-1 me-2 size-[7px] rounded-full bg-accent ring-4 ring-accent-soft"
        />
      ) : null}
      {isSampleRoutine(pattern) ? (
        <span className="me-2 rounded-mark bg-warm-soft px-1.5 font-medium text-warm">Sample</span>
      ) : null}
      <span>{when}</span>
      <Dot />
      <span>{kindWords(pattern)}</span>
      <Dot />
      <span>seen {timesWords(pattern.stats.support)}</span>
      {patternZone === moment.timeZone ? null : (
        <>
          <Dot />
          <span>times in {patternZone.replaceAll("_", " ")}</span>
        </>
      )}
    </p>
  );
}

function Dot() {
  return (
    <span aria-hidden="true" className="px-2">
      ·
    </span>
  );
}
