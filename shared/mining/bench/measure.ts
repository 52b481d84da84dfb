// One measurement in a process of its own, on Node or Deno; prints one line of JSON. Started by speed-rows.ts.
import { readFileSync, writeFileSync } from "node:fs";
import process from "node:process";
import { patterns } from "../patterns.ts";
import { createPeople } from "../people.ts";
import { load, save } from "../state/chunks.ts";
import { cutPaths } from "../state/cut-paths.ts";
import { type MiningState, newState, update } from "../state/state.ts";
import { seededRandom } from "../testing/planted-log.ts";
import { cpuMs, median, peakMiB, timed } from "./cpu-time.ts";
import { BENCH_MAX_EVENTS } from "./mine-events.ts";
import { pack, sizeOf, unpack } from "./pack.ts";
import { type ActorLog, createLineFiller, type LogLine, readEvents } from "./read-events.ts";

const TASKS: Record<string, (...args: string[]) => Record<string, unknown>> = {
  store,
  cold,
  warm,
  batch,
  mine,
  fingerprints,
};

const [name = "", ...args] = process.argv.slice(2);
const task = TASKS[name];
if (!task) throw new Error(`measure.ts knows ${Object.keys(TASKS).join(", ")}, not ${name}`);
console.log(JSON.stringify(task(...args)));

/**
 * Keeps the state of a log, but for its newest `held` events, as it would be stored after a run. `how`: `one-actor` makes
 * all events one person's, `uuids` gives them the ids that a watcher gives.
 */
function store(logPath: string, statePath: string, held = "0", how = ""): Record<string, unknown> {
  const read = readEvents(logPath);
  const logs = how === "one-actor" ? [oneActor(read)] : how === "uuids" ? withUuids(read) : read;
  const { old, fresh } = splitNewest(logs, Number(held));
  const stored = old.map(({ actor, events }) => {
    const state = update(newState({ maxEvents: BENCH_MAX_EVENTS }), events);
    patterns(state);
    return { actor, chunks: save(state) };
  });
  writeFileSync(statePath, pack(stored));
  writeFileSync(`${statePath}.fresh.json`, JSON.stringify(fresh));
  return { ...sizeOf(stored), actors: stored.length };
}

/** Stored columns to ranked patterns, all that the process did counted. */
function cold(statePath: string): Record<string, unknown> {
  const startMs = cpuMs();
  const stored = unpack(readFileSync(statePath));
  let found = 0;
  for (const { chunks } of stored) found += patterns(load(chunks)).length;
  const ms = cpuMs();
  return { ms, startMs, peakMiB: peakMiB(), found };
}

/** Load, update with the newest events, patterns: again and again, the first rounds to warm up. */
function warm(statePath: string, roundsText = "7"): Record<string, unknown> {
  const stored = unpack(readFileSync(statePath));
  const fresh = JSON.parse(readFileSync(`${statePath}.fresh.json`, "utf8")) as ActorLog[];
  const touched = new Map(fresh.map(({ actor, events }) => [actor, events]));
  const rounds: { load: number; update: number; patterns: number; all: number; bytes: number }[] = [];
  for (let round = 0; round < Number(roundsText); round++) {
    const loaded = timed(() => stored.map(({ actor, chunks }) => ({ actor, state: load(chunks) })));
    const updated = timed(() =>
      loaded.result.map(({ actor, state }) => {
        const events = touched.get(actor);
        return { isTouched: events !== undefined, state: events ? update(state, events) : state };
      }),
    );
    const mined = timed(() => updated.result.map(({ isTouched, state }) => isTouched && patterns(state)));
    const bytes = updated.result.reduce((sum, { state }) => sum + savedBytes(state), 0);
    rounds.push({
      load: loaded.ms,
      update: updated.ms,
      patterns: mined.ms,
      all: updated.ms + mined.ms,
      bytes,
    });
  }
  const warmRounds = rounds.slice(2);
  return {
    first: rounds[0],
    load: median(warmRounds.map((round) => round.load)),
    update: median(warmRounds.map((round) => round.update)),
    updateAndPatterns: median(warmRounds.map((round) => round.all)),
    rewrittenBytes: rounds[0]?.bytes,
    events: fresh.reduce((sum, { events }) => sum + events.length, 0),
  };
}

function savedBytes(state: MiningState): number {
  return save(state).reduce((sum, { data }) => sum + data.length, 0);
}

/** A batch as one JSON text to states, their paths cut for templates: what is done to events as they come in. */
function batch(logPath: string, countText = "50000"): Record<string, unknown> {
  const text = `[${readFileSync(logPath, "utf8").split("\n", Number(countText)).join(",")}]`;
  const whole = timed(() => {
    const reading = createPeople({ givenZone: "UTC", ownZone: "UTC" });
    const scan = createLineFiller();
    (JSON.parse(text) as LogLine[]).forEach((line, index) => {
      reading.take(scan(line, index));
    });
    const people = reading.end();
    for (const { state } of people) cutPaths(state.names);
    return people.reduce((sum, { count }) => sum + count, 0);
  });
  const parsed = timed(() => JSON.parse(text) as LogLine[]);
  return { parseMs: parsed.ms, ms: whole.ms, events: whole.result };
}

/** Events in memory to patterns, without reading: for the growth of the cost. */
function mine(logPath: string): Record<string, unknown> {
  const logs = readEvents(logPath);
  const { ms, result } = timed(() =>
    logs.map(({ events }) => patterns(update(newState({ maxEvents: BENCH_MAX_EVENTS }), events)).length),
  );
  const events = logs.reduce((sum, log) => sum + log.events.length, 0);
  return { ms, events, found: result.reduce((sum, count) => sum + count, 0) };
}

/** What is found, in order: two runtimes must say the same. */
function fingerprints(logPath: string): Record<string, unknown> {
  return {
    found: readEvents(logPath).map(({ events }) =>
      patterns(update(newState(), events)).map(({ fingerprint, kind, stats }) => [fingerprint, kind, stats]),
    ),
  };
}

function splitNewest(logs: readonly ActorLog[], count: number): { old: ActorLog[]; fresh: ActorLog[] } {
  const times = logs.flatMap(({ events }) => events.map((event) => event.occurredAt)).sort((a, b) => b - a);
  const since = count === 0 ? Number.POSITIVE_INFINITY : (times[count - 1] ?? Number.NEGATIVE_INFINITY);
  const part = (isFresh: boolean) =>
    logs
      .map(({ actor, events }) => ({
        actor,
        events: events.filter((event) => event.occurredAt >= since === isFresh),
      }))
      .filter(({ events }) => events.length > 0);
  return { old: part(false), fresh: part(true) };
}

/** A UUID v7 for each event: its time, and 74 bits by lot. */
function withUuids(logs: readonly ActorLog[]): ActorLog[] {
  const random = seededRandom(7);
  const hex = (digits: number) =>
    Math.floor(random() * 16 ** digits)
      .toString(16)
      .padStart(digits, "0");
  return logs.map(({ actor, events }) => ({
    actor,
    events: events.map((event) => {
      const time = event.occurredAt.toString(16).padStart(12, "0");
      const id = `${time.slice(0, 8)}-${time.slice(8)}-7${hex(3)}-8${hex(3)}-${hex(6)}${hex(6)}`;
      return { ...event, id };
    }),
  }));
}

/** All people's events as one person's, whose zone is the first one's. */
function oneActor(logs: readonly ActorLog[]): ActorLog {
  const timeZone = logs[0]?.events[0]?.timeZone ?? "UTC";
  return { actor: 0, events: logs.flatMap(({ events }) => events.map((event) => ({ ...event, timeZone }))) };
}
