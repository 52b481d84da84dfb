import type { Absence, Pattern } from "@floyo/shared/mining/pattern.ts";
import type { MiningReport } from "@floyo/shared/mining/patterns.ts";
import { toScoredAbsence, toScoredPatterns } from "@floyo/shared/mining/scorer-format.ts";
import { describeAbsence, describeEnded, describePattern } from "./describe-pattern.ts";

export interface FoundOf {
  actor: string | null;
  /** Events read. */
  count: number;
  report: MiningReport;
}

/** Ended routines that are printed. */
const MAX_ENDED = 5;

type Ranked = { actor: string | null; pattern: Pattern };

/** All people's patterns, the most surprising first, at most `top`. */
function rank(found: readonly FoundOf[], top: number): Ranked[] {
  return found
    .flatMap(({ actor, report }) => report.patterns.map((pattern) => ({ actor, pattern })))
    .sort((left, right) => right.pattern.score - left.pattern.score)
    .slice(0, top);
}

/** What did not come, the latest first. */
function missing(found: readonly FoundOf[]): { actor: string | null; absence: Absence }[] {
  return found
    .flatMap(({ actor, report }) => report.absences.map((absence) => ({ actor, absence })))
    .sort((left, right) => Date.parse(right.absence.expectedAt) - Date.parse(left.absence.expectedAt));
}

/** What is no longer done, the latest first. */
function gone(found: readonly FoundOf[]): Ranked[] {
  return found
    .flatMap(({ actor, report }) => report.ended.map((pattern) => ({ actor, pattern })))
    .sort((left, right) => Date.parse(right.pattern.lastSeenAt) - Date.parse(left.pattern.lastSeenAt));
}

/** `{"patterns": […], "absences": […]}` in the scorer's words, Floyo's own under `floyo`; `truncated` when it is. */
export function printJson(found: readonly FoundOf[], top: number): void {
  const withActor = <T>(actor: string | null, entry: T) =>
    actor === null ? entry : { actor: numberOr(actor), ...entry };
  const patterns = rank(found, top).flatMap(({ actor, pattern }) =>
    toScoredPatterns(pattern).map((entry) => withActor(actor, entry)),
  );
  const absences = missing(found).map(({ actor, absence }) => withActor(actor, toScoredAbsence(absence)));
  const truncated = truncationOf(found);
  console.log(JSON.stringify({ patterns, absences, ...(truncated ? { truncated } : {}) }));
}

function numberOr(actor: string): number | string {
  return /^\d{1,9}$/.test(actor) ? Number(actor) : actor;
}

export function printTable(of: {
  file: string;
  found: readonly FoundOf[];
  top: number;
  brokenCount: number;
}): void {
  const { file, found, brokenCount } = of;
  const ranked = rank(found, of.top);
  const count = found.reduce((sum, person) => sum + person.count, 0);
  const people = found.length > 1 ? ` of ${found.length} people` : "";
  const all = found.reduce((sum, { report }) => sum + report.patterns.length, 0);
  const shown = ranked.length < all ? `, the first ${ranked.length} of them here` : "";
  console.log(`${file}: ${count} events${people}, ${all} routine${all === 1 ? "" : "s"}${shown}`);
  for (const sentence of truncationWords(found)) console.log(sentence);
  if (brokenCount > 0)
    console.log(
      `${brokenCount} line${brokenCount === 1 ? "" : "s"} could not be read; the first are named above.`,
    );
  const name = (actor: string | null) => (actor === null || found.length === 1 ? "" : `${actor} · `);
  for (const { actor, pattern } of ranked) console.log(`\n${name(actor)}${describePattern(pattern)}`);
  if (all === 0) console.log("Nothing repeats often enough to rule out chance.");
  const absences = missing(found);
  if (absences.length > 0) console.log(`\nExpected, but did not come:`);
  for (const { actor, absence } of absences) console.log(`${name(actor)}${describeAbsence(absence)}`);
  const ended = gone(found);
  if (ended.length > 0) console.log(`\nDone again and again once, but no longer:`);
  for (const { actor, pattern } of ended.slice(0, MAX_ENDED))
    console.log(`${name(actor)}${describeEnded(pattern)}`);
  if (ended.length > MAX_ENDED) console.log(`and ${ended.length - MAX_ENDED} more`);
}

function truncationOf(found: readonly FoundOf[]): { droppedEvents: number; droppedPatterns: number } | null {
  const parts = found.flatMap(({ report }) => report.truncated ?? []);
  if (parts.length === 0) return null;
  return {
    droppedEvents: parts.reduce((sum, { droppedEvents }) => sum + droppedEvents, 0),
    droppedPatterns: parts.reduce((sum, { droppedPatterns }) => sum + droppedPatterns, 0),
  };
}

function truncationWords(found: readonly FoundOf[]): string[] {
  const truncated = truncationOf(found);
  if (!truncated) return [];
  const { droppedEvents, droppedPatterns } = truncated;
  return [
    ...(droppedEvents > 0
      ? [`The oldest ${droppedEvents} events were left out: there are more than are mined at once.`]
      : []),
    ...(droppedPatterns > 0 ? [`${droppedPatterns} routines that surprise least were left out.`] : []),
  ];
}
