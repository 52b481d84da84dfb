import { FloyoError } from "@floyo/shared/errors.ts";
import type { BrokenLine } from "@floyo/shared/events/import/import-record.ts";
import { parseInstant } from "@floyo/shared/events/instant.ts";
import { type MiningReport, mine } from "@floyo/shared/mining/patterns.ts";
import { createPeople, type Person } from "@floyo/shared/mining/people.ts";
import { parseFileArguments } from "./arguments.ts";
import { type FoundOf, printJson, printTable } from "./print-report.ts";
import { readEvents } from "./read-events.ts";
import { printBroken, zoneOf } from "./read-file.ts";

const OPTIONS = {
  json: { type: "boolean", default: false },
  top: { type: "string" },
  tz: { type: "string" },
  now: { type: "string" },
  format: { type: "string" },
} as const;
/** What of the broken lines is kept to be printed. */
const MAX_BROKEN_KEPT = 10;

/** `floyo mine`: prints what repeats in a log, each person's apart. Gives the exit code. */
export async function mineLog(args: string[]): Promise<number> {
  const { file, values } = parseFileArguments(args, OPTIONS);
  const top = topOf(values.top);
  const ownZone = zoneOf(values.tz);
  const givenNow = nowOf(values.now);
  const broken: BrokenLine[] = [];
  let brokenCount = 0;
  const reading = createPeople({ givenZone: values.tz, ownZone });
  await readEvents(
    file,
    { format: values.format, timeZone: ownZone },
    {
      take: reading.take,
      refuse: (line) => {
        if (++brokenCount <= MAX_BROKEN_KEPT) broken.push(line);
      },
    },
  );
  const people = reading.end();
  printBroken(broken, brokenCount);
  const now =
    givenNow ?? people.reduce((last, { lastAt }) => Math.max(last, lastAt), Number.NEGATIVE_INFINITY);
  const found = minePeople(people, now);
  if (values.json) printJson(found, top);
  else printTable({ file, found, top, brokenCount });
  return brokenCount > 0 ? 2 : 0;
}

/** One person after the other; a state that was mined is let go, so that the next has its memory. */
function minePeople(people: Person[], now: number): FoundOf[] {
  const found: FoundOf[] = [];
  for (let person = people.shift(); person !== undefined; person = people.shift()) {
    const report: MiningReport = mine(person.state, { now });
    found.push({ actor: person.actor, count: person.count, report });
  }
  return found;
}

function topOf(text: string | undefined): number {
  if (text === undefined) return Number.POSITIVE_INFINITY;
  const top = Number(text);
  if (!Number.isInteger(top) || top < 1)
    throw new FloyoError("invalid_input", `--top is a number from 1, got ${text}`);
  return top;
}

function nowOf(text: string | undefined): number | null {
  if (text === undefined) return null;
  const now = parseInstant(text);
  if (now === null)
    throw new FloyoError("invalid_input", `--now is a time like 2026-11-08T18:00:00+01:00, got ${text}`);
  return now;
}
