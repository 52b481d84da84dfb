import { FloyoError } from "@floyo/shared/errors.ts";
import type { BrokenLine, NumberedRecord } from "@floyo/shared/events/import/import-record.ts";
import { inferTimeZone } from "@floyo/shared/events/import/infer-time-zone.ts";
import { type MiningEvent, toMiningEvent } from "@floyo/shared/mining/mining-event.ts";
import type { Pattern } from "@floyo/shared/mining/pattern.ts";
import { patterns } from "@floyo/shared/mining/patterns.ts";
import { toScoredPatterns } from "@floyo/shared/mining/scorer-format.ts";
import { eventCount, newState, update } from "@floyo/shared/mining/state.ts";
import { MAX_EVENTS } from "@floyo/shared/mining/thresholds.ts";
import { parseFileArguments } from "./arguments.ts";
import { describePattern } from "./describe-pattern.ts";
import { printBroken, readLogFile, zoneOf } from "./read-file.ts";

const OPTIONS = {
  json: { type: "boolean", default: false },
  top: { type: "string" },
  tz: { type: "string" },
  format: { type: "string" },
} as const;

/** `floyo mine`: prints what repeats in a log, each person's apart. Gives the exit code. */
export async function mineLog(args: string[]): Promise<number> {
  const { file, values } = parseFileArguments(args, OPTIONS);
  const top = topOf(values.top);
  const timeZone = zoneOf(values.tz);
  const people = new Map<string | null, NumberedRecord[]>();
  const broken: BrokenLine[] = [];
  for await (const read of readLogFile(file, { timeZone, format: values.format, paths: "as-written" })) {
    broken.push(...read.broken);
    for (const numbered of read.records) {
      const own = people.get(numbered.actor);
      if (own) own.push(numbered);
      else people.set(numbered.actor, [numbered]);
    }
  }
  printBroken(broken);
  const found = [...people].map(([actor, records]) => minePerson(actor, records, values.tz, timeZone));
  const ranked = found
    .flatMap(({ actor, patterns: own }) => own.map((pattern) => ({ actor, pattern })))
    .sort((left, right) => right.pattern.score - left.pattern.score)
    .slice(0, top);
  if (values.json) printJson(ranked);
  else printTable(file, ranked, found, broken.length);
  return broken.length > 0 ? 2 : 0;
}

interface Mined {
  actor: string | null;
  count: number;
  dropped: number;
  patterns: Pattern[];
}

function minePerson(
  actor: string | null,
  records: readonly NumberedRecord[],
  givenZone: string | undefined,
  ownZone: string,
): Mined {
  const written = records.map(({ record }) => record.occurredAt);
  const zone = givenZone ?? inferTimeZone(written, ownZone) ?? ownZone;
  const events = records.map(({ line, record }): MiningEvent => {
    const id = record.id ?? `line-${String(line).padStart(9, "0")}`;
    const hasZone = record.tz !== ownZone;
    return toMiningEvent({ ...record, id, tz: hasZone ? record.tz : zone });
  });
  const state = update(newState(), events);
  const kept = eventCount(state);
  return {
    actor,
    count: kept,
    dropped: new Set(events.map(({ id }) => id)).size - kept,
    patterns: patterns(state),
  };
}

function topOf(text: string | undefined): number {
  if (text === undefined) return Number.POSITIVE_INFINITY;
  const top = Number(text);
  if (!Number.isInteger(top) || top < 1)
    throw new FloyoError("invalid_input", `--top is a number from 1, got ${text}`);
  return top;
}

function printJson(ranked: readonly { actor: string | null; pattern: Pattern }[]): void {
  const entries = ranked.flatMap(({ actor, pattern }) =>
    toScoredPatterns(pattern).map((entry) => (actor === null ? entry : { actor: numberOr(actor), ...entry })),
  );
  console.log(JSON.stringify({ patterns: entries, absences: [] }));
}

function numberOr(actor: string): number | string {
  return /^\d{1,9}$/.test(actor) ? Number(actor) : actor;
}

function printTable(
  file: string,
  ranked: readonly { actor: string | null; pattern: Pattern }[],
  mined: readonly Mined[],
  brokenCount: number,
): void {
  const count = mined.reduce((sum, person) => sum + person.count, 0);
  const dropped = mined.reduce((sum, person) => sum + person.dropped, 0);
  const people = mined.length > 1 ? ` of ${mined.length} people` : "";
  console.log(`${file}: ${count} events${people}, ${ranked.length} routine${ranked.length === 1 ? "" : "s"}`);
  if (dropped > 0)
    console.log(
      `The oldest ${dropped} events were left out: at most ${MAX_EVENTS} a person are mined at once.`,
    );
  if (brokenCount > 0) console.log(`${brokenCount} lines could not be read; the first are named above.`);
  for (const { actor, pattern } of ranked) {
    console.log(`\n${actor === null || mined.length === 1 ? "" : `${actor} · `}${describePattern(pattern)}`);
  }
  if (ranked.length === 0) console.log("Nothing repeats on five days or more beyond what chance would give.");
}
