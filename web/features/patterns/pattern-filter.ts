import { PATTERN_KINDS } from "@floyo/shared/mining/pattern.ts";
import { z } from "zod";
import { sentenceOf } from "./describe-pattern.ts";
import type { ListedPattern } from "./pattern.ts";

/** What the list shows, as its address says it. A value that means nothing is read as if it were not there. */
export const PatternFilter = z.object({
  kind: z.enum(["all", ...PATTERN_KINDS]).catch("all"),
  show: z.enum(["found", "stopped", "withdrawn"]).catch("found"),
  sort: z.enum(["surprise", "minutes", "last"]).catch("surprise"),
  q: z.string().max(200).catch(""),
});
export type PatternFilter = z.infer<typeof PatternFilter>;

const DEFAULTS = PatternFilter.parse({});

/** Reads the filter from what the address has after the question mark. */
export function readPatternFilter(search: URLSearchParams): PatternFilter {
  return PatternFilter.parse(Object.fromEntries(search));
}

/** The address of the list under a filter: `/patterns?kind=rhythm`. What is as usual is left out. */
export function patternsPath(filter: Partial<PatternFilter> = {}): string {
  const search = new URLSearchParams();
  for (const name of ["kind", "show", "sort", "q"] as const) {
    const value = filter[name]?.trim() ?? "";
    if (value !== "" && value !== DEFAULTS[name]) search.set(name, value);
  }
  return search.size === 0 ? "/patterns" : `/patterns?${search}`;
}

interface Choice {
  filter: PatternFilter;
  muted: ReadonlySet<string>;
}

/** The patterns of a filter but for its kind, in its order: what the counts by kind count. */
export function choosePatterns(
  patterns: readonly ListedPattern[],
  { filter, muted }: Choice,
): ListedPattern[] {
  const words = filter.q
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== "");
  return patterns
    .filter((pattern) => placeOf(pattern, muted) === filter.show)
    .filter((pattern) => words.length === 0 || hasAll(pattern, words))
    .sort(ORDERS[filter.sort]);
}

function placeOf(pattern: ListedPattern, muted: ReadonlySet<string>): PatternFilter["show"] {
  if (muted.has(pattern.fingerprint)) return "stopped";
  return pattern.withdrawn_at === null ? "found" : "withdrawn";
}

function hasAll(pattern: ListedPattern, words: readonly string[]): boolean {
  const text = [
    sentenceOf(pattern),
    ...pattern.steps.flatMap(({ template, tool }) => [template, tool ?? ""]),
  ].join("\n");
  const lower = text.toLowerCase();
  return words.every((word) => lower.includes(word));
}

type Order = (one: ListedPattern, other: ListedPattern) => number;

const ORDERS: Record<PatternFilter["sort"], Order> = {
  surprise: (one, other) => other.score - one.score,
  minutes: (one, other) => other.stats.minutesPerMonth - one.stats.minutesPerMonth,
  last: (one, other) => Date.parse(other.last_seen_at) - Date.parse(one.last_seen_at),
};
