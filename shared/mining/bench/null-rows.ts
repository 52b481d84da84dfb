import { join } from "node:path";
import type { MiningEvent } from "../mining-event.ts";
import { seededRandom } from "../testing/planted-log.ts";
import { shuffled } from "../testing/random-log.ts";
import { mineActors, minePerson } from "./mine-events.ts";
import { type ActorLog, readEvents } from "./read-events.ts";
import { type BenchRow, bar } from "./rows.ts";
import { type Level, plantedFolder } from "./tools.ts";

const SESSION_GAP_MS = 30 * 60_000;
const LEVELS: readonly Level[] = ["normal", "hard"];

/** Who did what is shuffled over all of a person's events; times, zones and ids stay. */
export function permuteAll(events: readonly MiningEvent[], random: () => number): MiningEvent[] {
  const from = shuffled(events, random);
  return events.map((event, index) => atTimeOf(from[index] ?? event, event));
}

/** The same inside each session, which 30 quiet minutes end: what happens together stays together, in no order. */
export function permuteSessions(events: readonly MiningEvent[], random: () => number): MiningEvent[] {
  const sorted = events.toSorted((left, right) => left.occurredAt - right.occurredAt);
  const sessions: MiningEvent[][] = [];
  let lastAt = Number.NEGATIVE_INFINITY;
  for (const event of sorted) {
    if (event.occurredAt - lastAt > SESSION_GAP_MS) sessions.push([]);
    sessions.at(-1)?.push(event);
    lastAt = event.occurredAt;
  }
  return sessions.flatMap((session) => permuteAll(session, random));
}

function atTimeOf(content: MiningEvent, { id, occurredAt, timeZone }: MiningEvent): MiningEvent {
  return { ...content, id, occurredAt, timeZone };
}

/**
 * Logs in which nothing is true any more. Null A: nothing may be reported. Null B: no order may be, but for one in a
 * hundred of what the real logs have.
 */
export function nullRows(of: { isQuick: boolean; say: (line: string) => void }): BenchRow[] {
  const n = of.isQuick ? 10_000 : 100_000;
  const seeds = Array.from({ length: of.isQuick ? 3 : 10 }, (_, index) => 11 + index);
  const logs = LEVELS.flatMap((level) => seeds.map((seed) => ({ level, n, seed })));
  const count = { a: 0, b: 0, real: 0 };
  for (const log of logs) {
    const actors = readEvents(join(plantedFolder(log), "log.ndjson"));
    const shuffledBy = (permute: typeof permuteAll) => {
      const random = seededRandom(1000 * log.seed + 7);
      return actors.map(({ actor, events }): ActorLog => ({ actor, events: permute(events, random) }));
    };
    const inA = mineActors(shuffledBy(permuteAll));
    for (const { type, steps } of inA) {
      of.say(`  null A, ${log.level} ${log.seed}: ${type} ${steps.map(({ path }) => path).join(" → ")}`);
    }
    count.a += inA.length;
    count.b += countOrders(shuffledBy(permuteSessions));
    count.real += countOrders(actors);
    of.say(
      `  ${log.level} ${n} seed ${log.seed}: A ${count.a}, B ${count.b}, real ${count.real} in all so far`,
    );
  }
  const share = (100 * count.b) / Math.max(1, count.real);
  const name = `${logs.length} logs of ${n / 1000}k`;
  return [
    bar(
      `null A (shuffled over all times), ${name}: patterns`,
      { must: 0, aim: 0, atLeast: false, digits: 0 },
      count.a,
    ),
    bar(
      `null B (shuffled inside sessions), ${name}: sequences, of the real logs'`,
      { must: 1, aim: 0, atLeast: false, digits: 2, unit: " %" },
      share,
      `${count.b} of ${count.real}`,
    ),
  ];
}

function countOrders(logs: readonly ActorLog[]): number {
  return logs
    .flatMap(({ events }) => minePerson(events))
    .filter(({ kind }) => kind === "sequence" || kind === "flow").length;
}
