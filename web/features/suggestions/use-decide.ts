"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useCallback, useRef } from "react";
import { useBrowserDb } from "../../lib/browser-db.tsx";
import { useToasts } from "../../state/toasts.ts";
import { type Decision, decide, suggestionKeys } from "./queries.ts";
import type { FeedCounts, Suggestion } from "./suggestion.ts";

export interface DecisionOf {
  suggestion: Suggestion;
  decision: Decision;
  /** What the message says once it is done. */
  done: { title: string; detail?: string };
}

export type Decide = (decision: DecisionOf) => void;

const STATUS_AFTER = { keep: "kept", snooze: "snoozed", dismiss: "dismissed", undo: "open" } as const;

/** Carries a decision out: the card leaves at once, comes back when the database refuses, and can be taken back. */
export function useDecide(): Decide {
  const { db } = useBrowserDb();
  const client = useQueryClient();
  const show = useToasts((toasts) => toasts.show);
  const warn = useToasts((toasts) => toasts.warn);

  const inHand = useRef(new Set<string>());

  const { mutate } = useMutation({
    mutationFn: ({ suggestion, decision }: DecisionOf) => decide(db(), suggestion.id, decision),
    onMutate: async ({ suggestion, decision }) => {
      await client.cancelQueries({ queryKey: suggestionKeys.all });
      const before = client.getQueriesData({ queryKey: suggestionKeys.all });
      client.setQueriesData<Suggestion[]>({ queryKey: suggestionKeys.lists }, (list) =>
        list?.filter(({ id }) => id !== suggestion.id),
      );
      client.setQueryData<FeedCounts>(
        suggestionKeys.counts,
        (counts) => counts && moveOne(counts, suggestion.status, STATUS_AFTER[decision.verdict]),
      );
      return { before };
    },
    onError: (error, _decision, context) => {
      for (const [key, value] of context?.before ?? []) client.setQueryData(key, value);
      warn({ title: "Nothing was changed", detail: error.message });
    },
    onSuccess: (_answer, { suggestion, decision, done }) => {
      const undo = { label: "Undo", run: () => takeBack(suggestion, decision) };
      show(decision.verdict === "undo" ? done : { ...done, action: undo });
    },
    onSettled: (_answer, _error, { suggestion }) => {
      inHand.current.delete(suggestion.id);
      return client.invalidateQueries({ queryKey: suggestionKeys.all });
    },
  });

  function takeBack(suggestion: Suggestion, decision: Decision): void {
    const status = STATUS_AFTER[decision.verdict];
    mutate({
      suggestion: { ...suggestion, status },
      decision: { verdict: "undo" },
      done: { title: "Back in For you", detail: suggestion.title },
    });
  }

  return useCallback(
    (decision) => {
      // A second press before the card is gone means the same decision.
      if (inHand.current.has(decision.suggestion.id)) return;
      inHand.current.add(decision.suggestion.id);
      mutate(decision);
    },
    [mutate],
  );
}

function moveOne(counts: FeedCounts, from: Suggestion["status"], to: keyof FeedCounts): FeedCounts {
  const next = { ...counts, [to]: counts[to] + 1 };
  if (from !== "withdrawn") next[from] = Math.max(0, counts[from] - 1);
  return next;
}
