import { EVENT_OPS } from "../../events/event-ops.ts";
import type { MiningEvent } from "../mining-event.ts";
import { createNoiseFilter } from "../noise/is-noise-path.ts";
import { MAX_EVENTS } from "../thresholds.ts";
import { dropEvents } from "./drop-events.ts";
import { type EventBatch, eventsOf } from "./event-batch.ts";
import { compareIds, copyId, type EventIds, newEventIds, readId, writeId } from "./event-ids.ts";
import { mergeEvents } from "./merge-events.ts";
import { actionOf, grown, type NameTables, newNameTables } from "./name-tables.ts";

/** A run of events that is saved as one chunk. */
export interface Segment {
  name: number;
  count: number;
  isTouched: boolean;
}

/**
 * Everything the miner remembers of one person: columns of `size` events ascending by time, those of one instant by id,
 * and the names they use. Treat it as sealed: use the functions of this folder.
 */
export interface MiningState {
  maxEvents: number;
  size: number;
  /** Epoch milliseconds. */
  times: Float64Array;
  /** Number of the action in `names`. */
  actions: Int32Array;
  /** Number of the time zone in `zones`. */
  zoneOf: Uint16Array;
  ids: EventIds;
  zones: string[];
  names: NameTables;
  segments: Segment[];
  nextSegment: number;
  /** Saved segments that hold nothing any more. */
  goneSegments: number[];
  /** Events left out because their path is a machine's; the same event sent twice counts twice. */
  noiseCount: number;
  /** Older events that the cap dropped. */
  droppedCount: number;
  /** The oldest event that may stay; older ones were dropped and are not taken in again. */
  floor: { occurredAt: number; id: string } | null;
  isHeadTouched: boolean;
  isNoise: (path: string) => boolean;
}

export interface StateOptions {
  /** Newest events to keep, those of machines' paths not counted. (Default: `MAX_EVENTS`) */
  maxEvents?: number;
}

/** A segment is split before its saved form can pass 256 KiB: at most 32 bytes an event, but for odd ids. */
export const MAX_SEGMENT_EVENTS = 6000;
const MAX_ZONES = 1000;

export function newState(options: StateOptions = {}): MiningState {
  const capacity = 1024;
  return {
    maxEvents: options.maxEvents ?? MAX_EVENTS,
    size: 0,
    times: new Float64Array(capacity),
    actions: new Int32Array(capacity),
    zoneOf: new Uint16Array(capacity),
    ids: newEventIds(capacity),
    zones: [],
    names: newNameTables(),
    segments: [],
    nextSegment: 0,
    goneSegments: [],
    noiseCount: 0,
    droppedCount: 0,
    floor: null,
    isHeadTouched: true,
    isNoise: createNoiseFilter(),
  };
}

/**
 * Takes events in. Any order, late ones too; the same event again changes nothing. The state is CONSUMED: go on with the
 * one returned. However events are cut into batches, the patterns are the same. Cost: about 0.5 µs an event, more where
 * its path is new; a late one moves the columns behind it.
 */
export function update(state: MiningState, events: readonly MiningEvent[]): MiningState {
  const fresh: MiningEvent[] = [];
  for (const event of events) {
    if (state.floor !== null && compareToFloor(event, state.floor) < 0) continue;
    if (state.isNoise(event.path)) state.noiseCount++;
    else fresh.push(event);
  }
  if (fresh.length === 0) return state;
  if (!isAscending(fresh)) fresh.sort(compareEvents);
  const from = firstAtOrAfter(state, (fresh[0] as MiningEvent).occurredAt);
  if (from === state.size) append(state, fresh);
  else mergeEvents(state, fresh, from);
  if (state.size > state.maxEvents) raiseFloor(state);
  return state;
}

/**
 * Takes in a batch in columns, as `update` takes in events. The batch is read only; what is in the order of time goes to
 * the end of the state at a third of the cost.
 */
export function updateBatch(state: MiningState, batch: EventBatch): MiningState {
  if (!canAppend(state, batch)) return update(state, eventsOf(batch));
  reserve(state, state.size + batch.size);
  const { names, ids } = state;
  for (let index = 0; index < batch.size; index++) {
    const path = batch.paths[index] as string;
    if (state.isNoise(path)) {
      state.noiseCount++;
      continue;
    }
    const to = state.size;
    copyId(batch.ids, index, ids, to);
    if (to > 0 && state.times[to - 1] === batch.times[index] && compareIds(ids, to - 1, ids, to) === 0)
      continue;
    const op = batch.ops[index] as number;
    const action = actionOf(names, op, path, batch.fromPaths[index], batch.tools[index]);
    writeFields(state, to, batch.times[index] as number, batch.zones[index] as string, action);
    state.size++;
    growLastSegment(state);
  }
  if (state.size > state.maxEvents) raiseFloor(state);
  return state;
}

/** Whether all of a batch comes, in order, after what the state holds, and none of it may be below the floor. */
function canAppend(state: MiningState, { size, times, ids }: EventBatch): boolean {
  for (let index = 1; index < size; index++) {
    const gap = (times[index] as number) - (times[index - 1] as number);
    if (gap < 0 || (gap === 0 && compareIds(ids, index - 1, ids, index) > 0)) return false;
  }
  return state.size === 0
    ? state.floor === null
    : size > 0 && (times[0] as number) > (state.times[state.size - 1] as number);
}

/** Forgets events by id, as if they had never come. The state is consumed, as in `update`. */
export function remove(state: MiningState, eventIds: readonly string[]): MiningState {
  const wanted = new Set(eventIds);
  if (wanted.size === 0) return state;
  dropEvents(state, (index) => wanted.has(readId(state.ids, index)));
  return state;
}

/** Number of events the state holds. */
export function eventCount(state: MiningState): number {
  return state.size;
}

/** An event of the state by its index. */
export function eventAt(state: MiningState, index: number): MiningEvent {
  const { names } = state;
  const action = state.actions[index] as number;
  const tool = names.actionTool[action] as number;
  const from = names.actionFrom[action] as number;
  return {
    id: readId(state.ids, index),
    occurredAt: state.times[index] as number,
    timeZone: state.zones[state.zoneOf[index] as number] as string,
    op: EVENT_OPS[names.actionOp[action] as number] ?? "modified",
    path: names.paths[names.actionPath[action] as number] as string,
    ...(from < 0 ? {} : { fromPath: names.paths[from] as string }),
    ...(tool < 0 ? {} : { tool: names.tools[tool] as string }),
  };
}

/** Older first; events of one instant by id, so that no result depends on the order of arrival. */
export function compareEvents(
  left: { occurredAt: number; id: string },
  right: { occurredAt: number; id: string },
): number {
  return left.occurredAt - right.occurredAt || (left.id < right.id ? -1 : left.id > right.id ? 1 : 0);
}

function compareToFloor(event: MiningEvent, floor: { occurredAt: number; id: string }): number {
  return compareEvents(event, floor);
}

function isAscending(events: readonly MiningEvent[]): boolean {
  for (let index = 1; index < events.length; index++) {
    if (compareEvents(events[index - 1] as MiningEvent, events[index] as MiningEvent) > 0) return false;
  }
  return true;
}

function firstAtOrAfter({ times, size }: MiningState, atMs: number): number {
  let low = 0;
  let high = size;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((times[middle] as number) < atMs) low = middle + 1;
    else high = middle;
  }
  return low;
}

function append(state: MiningState, events: readonly MiningEvent[]): void {
  reserve(state, state.size + events.length);
  const { ids } = state;
  for (const event of events) {
    const index = state.size;
    writeId(ids, index, event.id);
    const isKnown =
      index > 0 &&
      state.times[index - 1] === event.occurredAt &&
      compareIds(ids, index - 1, ids, index) === 0;
    if (isKnown) continue;
    writeEvent(state, index, event);
    state.size++;
    growLastSegment(state);
  }
}

/** Writes an event at an index and counts its names; the id is written apart. */
export function writeEvent(state: MiningState, index: number, event: MiningEvent): void {
  const op = EVENT_OPS.indexOf(event.op);
  writeFields(
    state,
    index,
    event.occurredAt,
    event.timeZone,
    actionOf(state.names, op, event.path, event.fromPath, event.tool),
  );
}

function writeFields(state: MiningState, index: number, at: number, zone: string, action: number): void {
  const { actionUses } = state.names;
  state.times[index] = at;
  state.actions[index] = action;
  state.zoneOf[index] = zoneNumber(state, zone);
  actionUses[action] = (actionUses[action] as number) + 1;
}

function zoneNumber(state: MiningState, zone: string): number {
  const { zones } = state;
  if (zones[zones.length - 1] === zone) return zones.length - 1;
  const known = zones.indexOf(zone);
  if (known >= 0) return known;
  if (zones.length >= MAX_ZONES) return 0;
  zones.push(zone);
  state.isHeadTouched = true;
  return zones.length - 1;
}

/** Makes room for so many events. */
export function reserve(state: MiningState, size: number): void {
  if (size <= state.times.length) return;
  const capacity = Math.max(size, Math.ceil(1.5 * state.times.length));
  state.times = grown(state.times, new Float64Array(capacity));
  state.actions = grown(state.actions, new Int32Array(capacity));
  state.zoneOf = grown(state.zoneOf, new Uint16Array(capacity));
  state.ids.words = grown(state.ids.words, new Uint32Array(4 * capacity));
}

function growLastSegment(state: MiningState): void {
  let last = state.segments[state.segments.length - 1];
  if (!last || last.count >= MAX_SEGMENT_EVENTS) {
    last = { name: state.nextSegment++, count: 0, isTouched: true };
    state.segments.push(last);
    state.isHeadTouched = true;
  }
  last.count++;
  last.isTouched = true;
}

/** Drops the oldest down to the cap. */
function raiseFloor(state: MiningState): void {
  const first = state.size - state.maxEvents;
  state.floor = { occurredAt: state.times[first] as number, id: readId(state.ids, first) };
  state.isHeadTouched = true;
  state.droppedCount += first;
  dropEvents(state, (index) => index < first);
}
