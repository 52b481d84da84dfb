import { EVENT_OPS } from "../../events/event.ts";
import type { MiningEvent } from "../mining-event.ts";
import { createNoiseFilter } from "../noise/is-noise-path.ts";
import { MAX_EVENTS } from "../thresholds.ts";
import { compareIds, type EventIds, newEventIds, readId, writeId } from "./event-ids.ts";
import {
  actionOf,
  addAction,
  addPath,
  blankAction,
  grown,
  type NameTables,
  newNameTables,
} from "./name-tables.ts";

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
  else merge(state, fresh, from);
  if (state.size > state.maxEvents) raiseFloor(state);
  return state;
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

/** Puts events between those from an index on; events of one instant and id are one. */
function merge(state: MiningState, events: readonly MiningEvent[], from: number): void {
  const tail = copyTail(state, from);
  const counts = state.segments.map(({ count }) => count);
  const gained = new Int32Array(state.segments.length);
  let segment = 0;
  let before = 0;
  while (segment < counts.length - 1 && before + (counts[segment] as number) <= from) {
    before += counts[segment++] as number;
  }
  let leftInSegment = before + (counts[segment] ?? 0) - from;
  reserve(state, state.size + events.length);
  const incoming = newEventIds(1);
  incoming.prefixes = state.ids.prefixes;
  incoming.prefixIndex = state.ids.prefixIndex;
  let to = from;
  let old = 0;
  for (let next = 0; next < events.length || old < tail.size; ) {
    const event = events[next];
    let order = 1;
    if (event) {
      order = old < tail.size ? (tail.times[old] as number) - event.occurredAt : 1;
      if (order === 0) {
        writeId(incoming, 0, event.id);
        order = compareIds(tail.ids, old, incoming, 0);
      }
      if (order === 0) {
        next++;
        continue;
      }
    }
    if (event && order > 0) {
      writeId(state.ids, to, event.id);
      const isKnown =
        to > from &&
        state.times[to - 1] === event.occurredAt &&
        compareIds(state.ids, to - 1, state.ids, to) === 0;
      next++;
      if (isKnown) continue;
      writeEvent(state, to++, event);
      const owner = leftInSegment === 0 && segment < counts.length - 1 ? segment + 1 : segment;
      gained[owner] = (gained[owner] as number) + 1;
      continue;
    }
    copyEvent(state, to++, tail, old++);
    if (leftInSegment === 0) leftInSegment = counts[++segment] as number;
    leftInSegment--;
  }
  state.size = to;
  for (let index = 0; index < gained.length; index++) {
    if (gained[index] === 0) continue;
    const touched = state.segments[index] as Segment;
    touched.count += gained[index] as number;
    touched.isTouched = true;
  }
  splitSegments(state);
}

interface Tail {
  size: number;
  times: Float64Array;
  actions: Int32Array;
  zoneOf: Uint16Array;
  ids: EventIds;
}

function copyTail(state: MiningState, from: number): Tail {
  const { size } = state;
  return {
    size: size - from,
    times: state.times.slice(from, size),
    actions: state.actions.slice(from, size),
    zoneOf: state.zoneOf.slice(from, size),
    ids: { ...state.ids, words: state.ids.words.slice(4 * from, 4 * size) },
  };
}

function copyEvent(state: MiningState, to: number, tail: Tail, from: number): void {
  state.times[to] = tail.times[from] as number;
  state.actions[to] = tail.actions[from] as number;
  state.zoneOf[to] = tail.zoneOf[from] as number;
  for (let word = 0; word < 4; word++)
    state.ids.words[4 * to + word] = tail.ids.words[4 * from + word] as number;
}

function writeEvent(state: MiningState, index: number, event: MiningEvent): void {
  const action = actionOf(state.names, event);
  state.times[index] = event.occurredAt;
  state.actions[index] = action;
  state.zoneOf[index] = zoneNumber(state, event.timeZone);
  state.names.actionUses[action] = (state.names.actionUses[action] as number) + 1;
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

function reserve(state: MiningState, size: number): void {
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

function splitSegments(state: MiningState): void {
  if (state.segments.every(({ count }) => count <= MAX_SEGMENT_EVENTS)) return;
  state.isHeadTouched = true;
  state.segments = state.segments.flatMap((segment) => {
    const parts = Math.ceil(
      segment.count / (MAX_SEGMENT_EVENTS * (segment.count > MAX_SEGMENT_EVENTS ? 0.75 : 1)),
    );
    if (parts <= 1) return [segment];
    return Array.from({ length: parts }, (_, part) => ({
      name: part === 0 ? segment.name : state.nextSegment++,
      count: Math.floor((segment.count * (part + 1)) / parts) - Math.floor((segment.count * part) / parts),
      isTouched: true,
    }));
  });
}

/** Drops the oldest down to the cap. */
function raiseFloor(state: MiningState): void {
  const first = state.size - state.maxEvents;
  state.floor = { occurredAt: state.times[first] as number, id: readId(state.ids, first) };
  state.isHeadTouched = true;
  state.droppedCount += first;
  dropEvents(state, (index) => index < first);
}

function dropEvents(state: MiningState, isGone: (index: number) => boolean): void {
  const { names } = state;
  let to = 0;
  let index = 0;
  const self: Tail = { ...state };
  for (const segment of state.segments) {
    const end = index + segment.count;
    let kept = 0;
    for (; index < end; index++) {
      if (isGone(index)) {
        const action = state.actions[index] as number;
        names.actionUses[action] = (names.actionUses[action] as number) - 1;
        if (names.actionUses[action] === 0) blankAction(names, action);
        continue;
      }
      if (to !== index) copyEvent(state, to, self, index);
      to++;
      kept++;
    }
    if (kept === segment.count) continue;
    // Ones that lost only their first events to the cap are not rewritten: load leaves out what is below the floor.
    segment.count = kept;
    segment.isTouched = true;
  }
  if (to === state.size) return;
  state.size = to;
  const gone = state.segments.filter(({ count }) => count === 0);
  if (gone.length > 0) {
    state.goneSegments.push(...gone.map(({ name }) => name));
    state.segments = state.segments.filter(({ count }) => count > 0);
    state.isHeadTouched = true;
  }
  if (names.blankActions > 1024 && names.blankActions > names.actionCount / 2) rebuildNames(state);
}

/** Numbers names anew without the blank ones; everything is saved again. */
function rebuildNames(state: MiningState): void {
  const old = state.names;
  const names = newNameTables();
  names.tools = old.tools;
  names.toolIndex = null;
  names.areToolsTouched = true;
  const pathTo = new Int32Array(old.paths.length).fill(-1);
  const renumber = (path: number) => {
    if (path < 0) return -1;
    if (pathTo[path] === -1) pathTo[path] = addPath(names, old.paths[path] as string);
    return pathTo[path] as number;
  };
  const actionTo = new Int32Array(old.actionCount).fill(-1);
  for (let index = 0; index < state.size; index++) {
    const action = state.actions[index] as number;
    if (actionTo[action] === -1) {
      actionTo[action] = addAction(names, {
        path: renumber(old.actionPath[action] as number),
        op: old.actionOp[action] as number,
        tool: old.actionTool[action] as number,
        from: renumber(old.actionFrom[action] as number),
      });
    }
    const renumbered = actionTo[action] as number;
    state.actions[index] = renumbered;
    names.actionUses[renumbered] = (names.actionUses[renumbered] as number) + 1;
  }
  names.pathIndex = null;
  state.names = names;
  for (const segment of state.segments) segment.isTouched = true;
}
