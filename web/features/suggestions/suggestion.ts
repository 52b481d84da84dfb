import {
  PATTERN_KINDS,
  PatternEvidence,
  PatternRhythm,
  PatternStats,
  PatternStep,
} from "@floyo/shared/mining/pattern.ts";
import { Backtest, Explanation } from "@floyo/shared/suggestions/suggestion.ts";
import { z } from "zod";
import { DISMISS_REASONS } from "./dismiss-reasons.ts";

const PatternRow = z.object({
  kind: z.enum(PATTERN_KINDS),
  steps: z.array(PatternStep),
  rhythm: PatternRhythm.nullable(),
  evidence: PatternEvidence,
  // Only what the page shows: a field that mining adds later must not close the feed for patterns it found before.
  stats: PatternStats.pick({ support: true, days: true, expectedByChance: true, lift: true }),
  first_seen_at: z.string(),
  last_seen_at: z.string(),
});

/** A suggestion as the feed shows it, with the pattern it stands on. */
export const Suggestion = z.object({
  id: z.uuid(),
  org_id: z.uuid(),
  title: z.string(),
  body: z.string(),
  status: z.enum(["open", "kept", "snoozed", "dismissed", "withdrawn"]),
  minutes_per_month: z.number(),
  explanation: Explanation.pick({ sentence: true, similar: true }),
  backtest: Backtest,
  snoozed_until: z.string().nullable(),
  status_changed_at: z.string(),
  created_at: z.string(),
  pattern: PatternRow,
});

export type Suggestion = z.infer<typeof Suggestion>;
export type PatternRow = z.infer<typeof PatternRow>;

/** How many suggestions each tab holds. */
export const FeedCounts = z.object({
  open: z.number(),
  kept: z.number(),
  snoozed: z.number(),
  dismissed: z.number(),
});
export type FeedCounts = z.infer<typeof FeedCounts>;

/** A decision and its reason. */
export const Feedback = z.object({
  suggestion_id: z.uuid().nullable(),
  reason: z.enum([...DISMISS_REASONS, "later"]).nullable(),
});
