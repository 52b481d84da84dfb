import type { Absence, Pattern } from "@floyo/shared/mining/pattern.ts";
import { explainPattern, opWord } from "@floyo/shared/suggestions/explain.ts";
import { weekMap } from "./week-map.ts";

/** A pattern for the terminal: what, when, the steps, hits and misses, the hours of its week, the numbers. */
export function describePattern(pattern: Pattern): string {
  const { stats, evidence } = pattern;
  const row = evidence.expectedDays.map(({ hit }) => (hit ? "█" : "░")).join("");
  const hasTimes = pattern.steps.some(({ usualTime }) => usualTime !== undefined);
  const steps = pattern.steps.map(({ op, template, usualTime, share }) => {
    const time = hasTimes ? `${(usualTime ?? "").padEnd(5)} ` : "";
    const often = share === undefined ? "" : `  (${Math.round(100 * share)} % of the times)`;
    return `    ${time}${op.padEnd(10)} ${template}${often}`;
  });
  return [
    `${pattern.kind}: ${explainPattern(pattern)}`,
    ...steps,
    ...(row === "" ? [] : [`    ${row}  ${row.replaceAll("░", "").length} of ${row.length}`]),
    ...weekMap(evidence.weekHours ?? []).map((line) => `    ${line}`),
    `    ${stats.support} times on ${stats.days} days, ${times(stats.lift)} times more than by chance; about ${Math.round(stats.minutesPerMonth)} min a month`,
  ].join("\n");
}

/** A rhythm that did not come, in one line. */
export function describeAbsence({ steps, expectedAt, missed, lastHitAt, rhythm }: Absence): string {
  const [first] = steps;
  const what = first ? `${first.template} was not ${opWord(first.op)}` : "nothing came";
  const often = missed === 1 ? "" : `, ${missed} times in a row`;
  const when = local(expectedAt, rhythm.timeZone);
  return `absence: ${what}; it was due ${when}${often}. It last came ${local(lastHitAt, rhythm.timeZone)}.`;
}

/** A routine that is no longer kept, in one line. */
export function describeEnded({ steps, stats, lastSeenAt, evidence }: Pattern): string {
  const what = steps.map(({ op, template }) => `${op} ${template}`).join(", ");
  return `ended: ${what}; ${stats.support} times, the last ${local(lastSeenAt, evidence.timeZone)}`;
}

function local(iso: string, timeZone: string): string {
  const parts = new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short", timeStyle: "short" });
  return parts.format(Date.parse(iso));
}

function times(lift: number): string {
  return lift >= 10 ? String(Math.round(lift)) : lift.toFixed(1);
}
