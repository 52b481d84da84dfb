import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { DbSource } from "../../lib/browser-db.tsx";
import { type Db, parseRows, requireDone } from "../../lib/db.ts";
import type { DismissReason } from "./dismiss-reasons.ts";
import type { FeedTab } from "./feed-tab.ts";
import type { FeedCounts, Suggestion } from "./suggestion.ts";

// The schemas come with the first answer of the database, not with the page.
const rows = () => import("./suggestion.ts");

export const MAX_SHOWN = 50;
const COLUMNS =
  "id,org_id,title,body,status,minutes_per_month,explanation,backtest,snoozed_until,status_changed_at,created_at," +
  "pattern:patterns!suggestions_pattern_id_fkey(kind,steps,rhythm,evidence,stats,first_seen_at,last_seen_at)";

export const suggestionKeys = {
  all: ["suggestions"] as const,
  lists: ["suggestions", "list"] as const,
  list: (tab: FeedTab) => ["suggestions", "list", tab] as const,
  counts: ["suggestions", "counts"] as const,
  reasons: ["suggestions", "reasons"] as const,
};

/** Suggestions of one tab, the newest first (for the other tabs: decided last first). */
export function suggestionsQuery(db: DbSource, tab: FeedTab) {
  return queryOptions({ queryKey: suggestionKeys.list(tab), queryFn: () => listSuggestions(db(), tab) });
}

export function countsQuery(db: DbSource) {
  return queryOptions({
    queryKey: suggestionKeys.counts,
    queryFn: () => countSuggestions(db()),
    placeholderData: keepPreviousData,
  });
}

/** Why each dismissed suggestion was dismissed, by its id. */
export function reasonsQuery(db: DbSource) {
  return queryOptions({ queryKey: suggestionKeys.reasons, queryFn: () => listReasons(db()) });
}

async function listSuggestions(db: Db, tab: FeedTab): Promise<Suggestion[]> {
  const { Suggestion } = await rows();
  const order = tab === "open" ? "created_at" : "status_changed_at";
  return parseRows(
    Suggestion,
    await db
      .from("suggestions")
      .select(COLUMNS)
      .eq("status", tab)
      .order(order, { ascending: false })
      .order("id")
      .limit(MAX_SHOWN),
  );
}

async function countSuggestions(db: Db): Promise<FeedCounts> {
  const { FeedCounts } = await rows();
  const [counts] = parseRows(FeedCounts, await db.rpc("feed_counts"));
  return counts ?? { open: 0, kept: 0, snoozed: 0, dismissed: 0 };
}

async function listReasons(db: Db): Promise<Record<string, DismissReason | "later">> {
  const { Feedback } = await rows();
  const feedback = parseRows(
    Feedback,
    await db
      .from("suggestion_feedback")
      .select("suggestion_id,reason")
      .eq("verdict", "dismissed")
      .order("id", { ascending: false })
      .limit(4 * MAX_SHOWN),
  );
  const reasons: Record<string, DismissReason | "later"> = {};
  for (const { suggestion_id, reason } of feedback) {
    if (suggestion_id && reason) reasons[suggestion_id] ??= reason;
  }
  return reasons;
}

/** What a person decides about a suggestion. `until` in epoch milliseconds. */
export type Decision =
  | { verdict: "keep" }
  | { verdict: "snooze"; until: number }
  | { verdict: "dismiss"; reason: DismissReason }
  | { verdict: "undo" };

export async function decide(db: Db, id: string, decision: Decision): Promise<void> {
  switch (decision.verdict) {
    case "keep":
      return requireDone(await db.rpc("keep_suggestion", { id }));
    case "snooze":
      return requireDone(
        await db.rpc("snooze_suggestion", { id, until: new Date(decision.until).toISOString() }),
      );
    case "dismiss":
      return requireDone(await db.rpc("dismiss_suggestion", { id, reason: decision.reason }));
    case "undo":
      return requireDone(await db.rpc("undo_suggestion", { id }));
  }
}
