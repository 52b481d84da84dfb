import { createZoneFinder, type ZoneFinder } from "../events/import/infer-time-zone.ts";
import type { ScannedEvent } from "../events/import/scan-ndjson.ts";
import type { MiningEvent } from "./mining-event.ts";
import { type MiningState, newState, update } from "./state/state.ts";

/** Newest events kept a person: what a laptop mines in seconds; a state of so many is about 100 MB in memory. */
const MAX_EVENTS_A_PERSON = 2_000_000;
/** Small enough to die young: eight times as many cost a tenth more CPU, for the collector copies what is alive. */
const BATCH = 512;

export interface Person {
  actor: string | null;
  state: MiningState;
  /** Events read, those left out later too. */
  count: number;
  lastAt: number;
}

interface Reading extends Person {
  finder: ZoneFinder;
  /** Agrees with every offset of the batch so far; null before the first batch is full. */
  zone: string | null;
  batch: MiningEvent[];
}

/**
 * Keeps each person's events apart as they are read; only the states and one batch a person stay in memory. The zone is
 * `givenZone`, or follows from the offsets: when one contradicts the zone so far, the events from there on get another
 * that agrees with all, or at least with that day, so every event keeps the local time that its line states.
 */
export function createPeople({ givenZone, ownZone }: { givenZone: string | undefined; ownZone: string }) {
  const people = new Map<string | null, Reading>();

  function meet(actor: string | null): Reading {
    const person: Reading = {
      actor,
      state: newState({ maxEvents: MAX_EVENTS_A_PERSON }),
      count: 0,
      lastAt: Number.NEGATIVE_INFINITY,
      finder: createZoneFinder(ownZone),
      zone: givenZone ?? null,
      batch: [],
    };
    people.set(actor, person);
    return person;
  }

  function flush(person: Reading): void {
    const zone = zoneNow(person);
    for (const event of person.batch) if (event.timeZone === "") event.timeZone = zone;
    person.state = update(person.state, person.batch);
    person.batch = [];
  }

  function zoneNow(person: Reading): string {
    person.zone ??= person.finder.zone() ?? ownZone;
    return person.zone;
  }

  function observe(person: Reading, { atMs, offsetMinutes }: ScannedEvent): void {
    if (person.finder.see(atMs, offsetMinutes, person.zone ?? undefined)) return;
    if (person.batch.length > 0) flush(person);
    person.zone = person.finder.zone() ?? zoneOfDay(atMs, offsetMinutes, ownZone);
  }

  return {
    take(event: ScannedEvent): void {
      const person = people.get(event.actor) ?? meet(event.actor);
      if (givenZone === undefined && event.timeZone === null) observe(person, event);
      person.count++;
      if (event.atMs > person.lastAt) person.lastAt = event.atMs;
      person.batch.push({
        id: event.id ?? `line-${String(event.line).padStart(9, "0")}`,
        occurredAt: event.atMs,
        timeZone: event.timeZone ?? person.zone ?? "",
        op: event.op,
        path: event.path,
        fromPath: event.fromPath,
        tool: event.tool,
      });
      if (person.batch.length >= BATCH) flush(person);
    },
    /** All people in the order in which they were met. Nothing can be taken afterwards. */
    end(): Person[] {
      for (const person of people.values()) if (person.batch.length > 0) flush(person);
      return [...people.values()].map(({ actor, state, count, lastAt }) => ({ actor, state, count, lastAt }));
    },
  };
}

/** A zone that has this offset at this time. */
function zoneOfDay(atMs: number, offset: number, ownZone: string): string {
  const finder = createZoneFinder(ownZone);
  finder.see(atMs, offset);
  return finder.zone() ?? ownZone;
}
