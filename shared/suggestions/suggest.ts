import type { Pattern } from "../mining/pattern.ts";
import { backtest } from "./backtest.ts";
import { type CatalogueEntry, firstStep } from "./catalogue-entry.ts";
import { countedWords, explainPattern, folderName } from "./explain.ts";
import type { Explanation, Suggestion } from "./suggestion.ts";

export const MAX_OPEN_SUGGESTIONS = 5;

/** What the person has said, or what is open now, by fingerprint. Of several for one fingerprint the last counts. */
export interface Feedback {
  fingerprint: string;
  /** `open`: shown now and to be kept there while its pattern lives. `undone` takes back what was said before. */
  verdict: "open" | "kept" | "snoozed" | "dismissed" | "undone";
  /** Epoch milliseconds; for `snoozed`. */
  snoozedUntil?: number;
  /** The steps of the pattern, so that its parts stay away too once it is no longer mined. */
  steps?: readonly { op: string; template: string }[];
}

interface Candidate {
  pattern: Pattern;
  entry: CatalogueEntry;
  rank: number;
}

/**
 * At most five suggestions that should be open now, best first. Those already open come first and stay. A dismissed
 * pattern stays away with everything that is part of it; kept and snoozed ones are not offered anew. Of patterns of one
 * kind in one folder the best is shown and the others are listed in it.
 */
export function suggest(
  patterns: readonly Pattern[],
  catalogue: readonly CatalogueEntry[],
  feedback: readonly Feedback[],
  { now }: { now: number },
): Suggestion[] {
  const said = new Map(feedback.map((item) => [item.fingerprint, item]));
  const stepsOf = (item: Feedback) =>
    item.steps ?? patterns.find((pattern) => pattern.fingerprint === item.fingerprint)?.steps ?? [];
  const dismissedSteps = [...said.values()]
    .filter(({ verdict }) => verdict === "dismissed")
    .map((item) => stepKeys(stepsOf(item)));
  const isAway = (pattern: Pattern) => {
    const item = said.get(pattern.fingerprint);
    if (item?.verdict === "kept" || item?.verdict === "dismissed") return true;
    if (item?.verdict === "snoozed" && now < (item.snoozedUntil ?? Number.POSITIVE_INFINITY)) return true;
    return dismissedSteps.some((steps) => isPartOf(stepKeys(pattern.steps), steps));
  };
  const candidates = patterns
    .filter((pattern) => !isAway(pattern))
    .flatMap((pattern) => candidateOf(pattern, catalogue, said.get(pattern.fingerprint)?.verdict === "open"))
    .sort(
      (left, right) =>
        right.rank - left.rank || (left.pattern.fingerprint < right.pattern.fingerprint ? -1 : 1),
    );
  return group(candidates).slice(0, MAX_OPEN_SUGGESTIONS).map(build);
}

function candidateOf(pattern: Pattern, catalogue: readonly CatalogueEntry[], isOpen: boolean): Candidate[] {
  let best: { entry: CatalogueEntry; fit: number } | null = null;
  for (const entry of catalogue) {
    if (!entry.kinds.includes(pattern.kind)) continue;
    const fit = entry.fits(pattern);
    if (fit > (best?.fit ?? 0)) best = { entry, fit };
  }
  if (!best) return [];
  // A good fit is worth as much again as the surprise itself; what is open stays above what is new.
  return [{ pattern, entry: best.entry, rank: pattern.score * (1 + best.fit / 10) + (isOpen ? 1e6 : 0) }];
}

interface Group {
  head: Candidate;
  similar: Candidate[];
}

function group(candidates: readonly Candidate[]): Group[] {
  const groups: Group[] = [];
  const byKey = new Map<string, Group>();
  for (const candidate of candidates) {
    const keys = stepKeys(candidate.pattern.steps);
    if (groups.some(({ head }) => isPartOf(keys, stepKeys(head.pattern.steps)))) continue;
    const key = `${candidate.entry.id}\n${folderName(firstStep(candidate.pattern).template)}`;
    const known = byKey.get(key);
    if (known) {
      known.similar.push(candidate);
      continue;
    }
    const fresh = { head: candidate, similar: [] };
    byKey.set(key, fresh);
    groups.push(fresh);
  }
  return groups;
}

function build({ head: { pattern, entry }, similar }: Group): Suggestion {
  const draft = entry.draft(pattern);
  const tested = backtest(pattern, draft);
  const sentence = explainPattern(pattern);
  return {
    fingerprint: pattern.fingerprint,
    patternFingerprint: pattern.fingerprint,
    catalogueId: entry.id,
    title: entry.title(pattern),
    body: `${sentence} ${entry.offer(pattern)}`,
    explanation: explanationOf(pattern, sentence, similar),
    draft,
    backtest: tested,
    minutesPerMonth: pattern.stats.minutesPerMonth,
  };
}

function explanationOf(pattern: Pattern, sentence: string, similar: readonly Candidate[]): Explanation {
  const { stats, rhythm, evidence } = pattern;
  const followed = pattern.steps.length > 1 && stats.starts >= stats.support;
  return {
    sentence,
    kind: pattern.kind,
    daysTitle: rhythm ? `Last ${evidence.expectedDays.length} ${countedWords(rhythm.rrule)}` : null,
    days: evidence.expectedDays,
    reasons: [
      `Seen ${stats.support} times on ${stats.days} days.`,
      ...(followed
        ? [`The first step was done ${stats.starts} times, the rest followed ${stats.support} times.`]
        : []),
      `By chance it would be seen on ${chanceWords(stats.expectedByChance)} of these days.`,
      ...(rhythm
        ? [`Nine of ten times within ${rhythm.toleranceMinutes} minutes, in the time of ${rhythm.timeZone}.`]
        : []),
    ],
    steps: pattern.steps.map(({ op, template, usualTime, gapMs }) => ({
      op,
      template,
      ...(usualTime === undefined ? {} : { usualTime }),
      ...(gapMs === undefined ? {} : { gapMs }),
    })),
    similar: similar.slice(0, 20).map((candidate) => ({
      patternFingerprint: candidate.pattern.fingerprint,
      sentence: explainPattern(candidate.pattern),
    })),
  };
}

function chanceWords(days: number): string {
  return days < 1 ? "less than one" : `about ${Math.round(days)}`;
}

function stepKeys(steps: readonly { op: string; template: string }[]): Set<string> {
  return new Set(steps.map(({ op, template }) => `${op} ${template}`));
}

function isPartOf(part: ReadonlySet<string>, whole: ReadonlySet<string>): boolean {
  return part.size > 0 && [...part].every((step) => whole.has(step));
}
