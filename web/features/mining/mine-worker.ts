import { FloyoError } from "@floyo/shared/errors.ts";
import { createEventReader, type EventReader } from "@floyo/shared/events/import/event-reader.ts";
import type { BrokenLine } from "@floyo/shared/events/import/import-record.ts";
import { detectFormat } from "@floyo/shared/events/import/read-log.ts";
import { type MiningReport, mine } from "@floyo/shared/mining/patterns.ts";
import { createPeople, type Person } from "@floyo/shared/mining/people.ts";
import { openLog } from "../import/log-file.ts";
import type { LocalReport, MineAnswer, MineRequest } from "./mining-messages.ts";

// The least that this file needs of a worker's global scope: TypeScript's own types for it clash with the page's.
interface WorkerScope {
  onmessage: ((event: MessageEvent<MineRequest>) => void) | null;
  postMessage(message: MineAnswer): void;
}
const scope = globalThis as unknown as WorkerScope;

const MAX_PATTERNS = 100;
const MAX_BROKEN_KEPT = 20;
const SAY_EVERY_MS = 100;

let saidAt = 0;

scope.onmessage = ({ data }) => {
  mineFile(data).then(
    (report) => scope.postMessage({ tell: "mined", report }),
    (error: unknown) => scope.postMessage({ tell: "failed", message: wordsOf(error) }),
  );
};

async function mineFile({ file, timeZone }: MineRequest): Promise<LocalReport> {
  const broken: BrokenLine[] = [];
  let brokenCount = 0;
  let events = 0;
  const reading = createPeople({ givenZone: undefined, ownZone: timeZone });
  const sink = {
    take: (event: Parameters<typeof reading.take>[0]) => {
      events++;
      reading.take(event);
    },
    refuse: (line: BrokenLine) => {
      if (++brokenCount <= MAX_BROKEN_KEPT) broken.push(line);
    },
  };
  const { pieces } = await openLog(file, (bytes) => say("reading", bytes / file.size, events));
  let reader: EventReader | null = null;
  for await (const text of pieces) {
    reader ??= openReader(text);
    reader.push(text);
  }
  reader?.end();
  const people = reading.end();
  return { ...tell(minePeople(people, events)), events, people: people.length, broken, brokenCount };

  function openReader(beginning: string): EventReader {
    const format = detectFormat(beginning);
    if (format === null) {
      throw new FloyoError(
        "invalid_input",
        "This is no log that Floyo reads: NDJSON, CSV with a header, or a git log.",
      );
    }
    return createEventReader(format, { timeZone, sink });
  }
}

function wordsOf(error: unknown): string {
  if (error instanceof FloyoError) return error.message;
  const reason = error instanceof Error ? error.message : String(error);
  return `This log could not be mined to its end (${reason}). Nothing of it was sent; choose it again, or another.`;
}

function minePeople(
  people: readonly Person[],
  events: number,
): { actor: string | null; report: MiningReport }[] {
  const now = people.reduce((last, { lastAt }) => Math.max(last, lastAt), Number.NEGATIVE_INFINITY);
  let done = 0;
  return people.map(({ actor, state, count }) => {
    const share = (part: number) => (done + part * count) / Math.max(1, events);
    const report = mine(state, { now, onProgress: (part) => say("mining", share(part), events) });
    done += count;
    return { actor, report };
  });
}

function tell(
  mined: readonly { actor: string | null; report: MiningReport }[],
): Pick<LocalReport, "patterns" | "found" | "ended" | "absences" | "droppedEvents"> {
  const patterns = mined
    .flatMap(({ actor, report }) => report.patterns.map((pattern) => ({ actor, pattern })))
    .sort((left, right) => right.pattern.score - left.pattern.score);
  return {
    patterns: patterns.slice(0, MAX_PATTERNS),
    found: patterns.length,
    ended: mined.reduce((sum, { report }) => sum + report.ended.length, 0),
    absences: mined
      .flatMap(({ actor, report }) => report.absences.map((absence) => ({ actor, absence })))
      .slice(0, MAX_PATTERNS),
    droppedEvents: mined.reduce((sum, { report }) => sum + (report.truncated?.droppedEvents ?? 0), 0),
  };
}

function say(doing: "reading" | "mining", share: number, events: number): void {
  if (performance.now() - saidAt < SAY_EVERY_MS) return;
  saidAt = performance.now();
  scope.postMessage({ tell: "progress", doing, share, events });
}
