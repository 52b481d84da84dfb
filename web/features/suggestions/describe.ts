import type { PatternKind } from "@floyo/shared/mining/pattern.ts";
import type { Backtest } from "@floyo/shared/suggestions/suggestion.ts";
import type { PatternRow, Suggestion } from "./suggestion.ts";

const KIND_WORDS: Record<PatternKind, string> = {
  sequence: "Sequence",
  rhythm: "Rhythm",
  flow: "Flow",
  companions: "Companions",
};

export const UNDO_DAYS = 7;
const DAY_MS = 86_400_000;

/** `Rhythm and sequence`: the kind, and that it keeps hours when it does. */
export function kindWords({ kind, rhythm }: Pick<PatternRow, "kind" | "rhythm">): string {
  if (kind === "rhythm" || !rhythm) return KIND_WORDS[kind];
  return `Rhythm and ${KIND_WORDS[kind].toLowerCase()}`;
}

/** `9 of 9 matched, 0 extra` in two pieces, so that the figure can stand out, under the days it looks back on. */
export function backtestWords({ matched, extra, missed, from, to }: Backtest): {
  label: string;
  figure: string;
  rest: string;
} {
  const days = Math.max(1, Math.ceil((Date.parse(to) - Date.parse(from)) / DAY_MS));
  return {
    label: `Backtest, ${days === 1 ? "1 day" : `${days} days`}`,
    figure: `${matched} of ${matched + missed}`,
    rest: `matched, ${extra} extra`,
  };
}

/** `38 min`, `2 h 10`, or null when there is nothing worth a figure. */
export function minutesWords(minutes: number): string | null {
  const whole = Math.round(minutes);
  if (whole < 1) return null;
  if (whole < 60) return `${whole} min`;
  return `${Math.floor(whole / 60)} h${whole % 60 === 0 ? "" : ` ${String(whole % 60).padStart(2, "0")}`}`;
}

/** Until when a decision can be taken back, in epoch milliseconds; null when that time is over. */
export function undoUntil(
  suggestion: Pick<Suggestion, "status" | "status_changed_at">,
  now: number,
): number | null {
  const until = Date.parse(suggestion.status_changed_at) + UNDO_DAYS * DAY_MS;
  return suggestion.status !== "open" && until > now ? until : null;
}

/** `once`, `9 times`. */
export function timesWords(count: number): string {
  return count === 1 ? "once" : `${count} times`;
}

/** How often the same would have happened by chance, without a p-value: `0.4 days expected, so 27 times as often`. */
export function chanceWords({
  expectedByChance,
  lift,
}: Pick<PatternRow["stats"], "expectedByChance" | "lift">): string {
  if (expectedByChance < 0.05) return "practically never";
  const days = shortFigure(expectedByChance);
  return `${days} ${days === "1" ? "day" : "days"} expected, so ${shortFigure(lift)} times as often`;
}

function shortFigure(value: number): string {
  return value < 10 ? value.toFixed(1).replace(/\.0$/, "") : String(Math.round(value));
}
