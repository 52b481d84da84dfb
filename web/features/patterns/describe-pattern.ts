import { describeRule } from "@floyo/shared/suggestions/describe-rule.ts";
import { explainPattern, fileName, joinWords } from "@floyo/shared/suggestions/explain.ts";
import type { ListedPattern, PatternDetail } from "./pattern.ts";

const MAX_NAMED = 3;

/** The pattern in one sentence: "On 9 of the last 11 Mondays, about 08:56, …". */
export function sentenceOf(pattern: ListedPattern | PatternDetail): string {
  const expectedDays = "evidence" in pattern ? pattern.evidence.expectedDays : pattern.expected_days;
  return explainPattern({
    kind: pattern.kind,
    steps: pattern.steps,
    rhythm: pattern.rhythm ?? undefined,
    stats: pattern.stats,
    evidence: { expectedDays },
    firstSeenAt: pattern.first_seen_at,
  });
}

/** A short name for a pattern, from its files: "orders-{date}.csv to orders-{date}.xlsx". */
export function nameOf({ kind, steps, rhythm }: Pick<ListedPattern, "kind" | "steps" | "rhythm">): string {
  const names = [...new Set(steps.map(({ template }) => fileName(template)))];
  const [first = "", ...rest] = names;
  if (kind === "rhythm" && rhythm) return `${first}, ${describeRule(rhythm.rrule).every}`;
  if (kind === "companions") {
    const shown = names.slice(0, MAX_NAMED);
    const more = names.length - shown.length;
    return joinWords(more > 0 ? [...shown, `${more} more`] : shown);
  }
  const last = rest.at(-1);
  return last === undefined ? first : `${first} to ${last}`;
}
