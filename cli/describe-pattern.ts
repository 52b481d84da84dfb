import type { Pattern } from "@floyo/shared/mining/pattern.ts";
import { explainPattern } from "@floyo/shared/suggestions/explain.ts";

/** A pattern for the terminal: what, when, the days as a row of hits and misses, the steps, the numbers. */
export function describePattern(pattern: Pattern): string {
  const { stats, evidence } = pattern;
  const row = evidence.expectedDays.map(({ hit }) => (hit ? "█" : "░")).join("");
  const steps = pattern.steps.map(({ op, template, usualTime }) =>
    `    ${(usualTime ?? "").padEnd(5)} ${op.padEnd(10)} ${template}`.trimEnd(),
  );
  return [
    `${pattern.kind}: ${explainPattern(pattern)}`,
    ...steps,
    ...(row === "" ? [] : [`    ${row}`]),
    `    ${stats.support} times on ${stats.days} days, ${stats.lift} times more than by chance; about ${Math.round(stats.minutesPerMonth)} min a month`,
  ].join("\n");
}
