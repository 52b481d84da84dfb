import { EVENT_OPS } from "../events/event-ops.ts";
import { createZoneFinder, type ZoneFinder } from "../events/import/infer-time-zone.ts";
import type { ScannedEvent } from "../events/import/scan-ndjson.ts";
import { type EventBatch, newEventBatch } from "./state/event-batch.ts";
import { prefixNumber, writeId, writeNumbered } from "./state/event-ids.ts";
import { type MiningState, newState, updateBatch } from "./state/state.ts";

/** Newest events kept a person: what a laptop mines in seconds; a state of so many is about 100 MB in memory. */
const MAX_EVENTS_A_PERSON = 2_000_000;
/** Small enough to stay in a cache. */
const BATCH = 512;
/** Ids of events that have none: the line they stand in. */
const LINE_PREFIX = "line-";
const LINE_DIGITS = 9;

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
  batch: EventBatch;
  /** Number of `LINE_PREFIX` among the prefixes of the batch's ids. */
  linePrefix: number;
}

/**
 * Keeps each person's events apart as they are read; only the states and one batch a person stay in memory. The zone is
 * `givenZone`, or follows from the offsets: when one contradicts the zone so far, the events from there on get another
 * that agrees with all, or at least with that day, so every event keeps the local time that its line states.
 */
export function createPeople({ givenZone, ownZone }: { givenZone: string | undefined; ownZone: string }) {
  const people = new Map<string | null, Reading>();

  function meet(actor: string | null): Reading {
    const batch = newEventBatch(BATCH);
    const person: Reading = {
      actor,
      state: newState({ maxEvents: MAX_EVENTS_A_PERSON }),
      count: 0,
      lastAt: Number.NEGATIVE_INFINITY,
      finder: createZoneFinder(ownZone),
      zone: givenZone ?? null,
      batch,
      linePrefix: prefixNumber(batch.ids, LINE_PREFIX),
    };
    people.set(actor, person);
    return person;
  }

  function flush(person: Reading): void {
    const { batch } = person;
    const zone = zoneNow(person);
    for (let index = 0; index < batch.size; index++) if (batch.zones[index] === "") batch.zones[index] = zone;
    person.state = updateBatch(person.state, batch);
    batch.size = 0;
  }

  function zoneNow(person: Reading): string {
    person.zone ??= person.finder.zone() ?? ownZone;
    return person.zone;
  }

  function observe(person: Reading, { atMs, offsetMinutes }: ScannedEvent): void {
    if (person.finder.see(atMs, offsetMinutes, person.zone ?? undefined)) return;
    if (person.batch.size > 0) flush(person);
    person.zone = person.finder.zone() ?? zoneOfDay(atMs, offsetMinutes, ownZone);
  }

  return {
    take(event: ScannedEvent): void {
      const person = people.get(event.actor) ?? meet(event.actor);
      if (givenZone === undefined && event.timeZone === null) observe(person, event);
      person.count++;
      if (event.atMs > person.lastAt) person.lastAt = event.atMs;
      add(person, event);
      if (person.batch.size === BATCH) flush(person);
    },
    /** All people in the order in which they were met. Nothing can be taken afterwards. */
    end(): Person[] {
      for (const person of people.values()) if (person.batch.size > 0) flush(person);
      return [...people.values()].map(({ actor, state, count, lastAt }) => ({ actor, state, count, lastAt }));
    },
  };
}

function add({ batch, zone, linePrefix }: Reading, event: ScannedEvent): void {
  const index = batch.size++;
  batch.times[index] = event.atMs;
  batch.ops[index] = EVENT_OPS.indexOf(event.op);
  batch.paths[index] = event.path;
  batch.fromPaths[index] = event.fromPath;
  batch.tools[index] = event.tool;
  batch.zones[index] = event.timeZone ?? zone ?? "";
  if (event.id !== undefined) writeId(batch.ids, index, event.id);
  else writeNumbered(batch.ids.words, index, linePrefix, LINE_DIGITS, event.line);
}

/** A zone that has this offset at this time. */
function zoneOfDay(atMs: number, offset: number, ownZone: string): string {
  const finder = createZoneFinder(ownZone);
  finder.see(atMs, offset);
  return finder.zone() ?? ownZone;
}
