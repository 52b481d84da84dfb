import type { Pattern } from "../mining/pattern.ts";
import type { Backtest, WorkflowDraft } from "./suggestion.ts";

/**
 * What a draft would have done over what was seen. A schedule fires on each day of its rule, so misses of the rhythm are
 * extra and occurrences off the rule are missed. A file trigger fires each time the file appears, so it misses nothing
 * and what was not followed by the rest is extra.
 */
export function backtest(pattern: Pattern, draft: WorkflowDraft): Backtest {
  const { stats, rhythm, firstSeenAt: from, lastSeenAt: to } = pattern;
  if (draft.trigger.kind === "schedule" && rhythm) {
    const missed = Math.max(0, stats.days - rhythm.hits);
    return {
      fired: rhythm.expected,
      matched: rhythm.hits,
      extra: rhythm.expected - rhythm.hits,
      missed,
      from,
      to,
    };
  }
  const fired = Math.max(stats.starts, stats.support);
  return { fired, matched: stats.support, extra: fired - stats.support, missed: 0, from, to };
}
