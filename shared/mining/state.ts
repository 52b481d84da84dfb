import type { MiningEvent } from "./mining-event.ts";
import { MAX_EVENTS } from "./thresholds.ts";

/** A segment is closed before its saved form can pass 256 KiB; this leaves room for the estimate being one. */
const MAX_SEGMENT_BYTES = 200 * 1024;
const MAX_SEGMENT_EVENTS = 4000;
const FIXED_BYTES_PER_EVENT = 80;

/** Events in the order they arrived. Only the last segment grows, so a run rewrites the last one or two chunks. */
export interface Segment {
  events: MiningEvent[];
  texts: Set<string>;
  estimatedBytes: number;
  isTouched: boolean;
}

/** Everything the miner remembers of one person. Treat it as sealed: use the functions of this folder. */
export interface MiningState {
  maxEvents: number;
  segments: Segment[];
  ids: Set<string>;
  /** The oldest event that may stay; older ones were dropped and are not taken in again. */
  floor: { occurredAt: number; id: string } | null;
  isHeadTouched: boolean;
}

export interface StateOptions {
  /** Newest events to keep. (Default: 50 000) */
  maxEvents?: number;
}

export function newState(options: StateOptions = {}): MiningState {
  return {
    maxEvents: options.maxEvents ?? MAX_EVENTS,
    segments: [],
    ids: new Set(),
    floor: null,
    isHeadTouched: true,
  };
}

/**
 * Takes events in. Any order, late ones too; an id seen before changes nothing. The state is CONSUMED: go on with the
 * one returned. However events are cut into batches, the patterns are the same.
 */
export function update(state: MiningState, events: readonly MiningEvent[]): MiningState {
  for (const event of events) {
    if (state.ids.has(event.id) || isBelowFloor(state, event)) continue;
    state.ids.add(event.id);
    append(state, event);
  }
  if (state.ids.size > state.maxEvents) raiseFloor(state);
  return state;
}

/** Forgets events by id, as if they had never come. The state is consumed, as in `update`. */
export function remove(state: MiningState, eventIds: readonly string[]): MiningState {
  const gone = new Set(eventIds.filter((id) => state.ids.delete(id)));
  if (gone.size === 0) return state;
  for (const segment of state.segments) {
    const kept = segment.events.filter((event) => !gone.has(event.id));
    if (kept.length === segment.events.length) continue;
    segment.events = kept;
    segment.isTouched = true;
  }
  return state;
}

/** Number of events the state holds. */
export function eventCount(state: MiningState): number {
  return state.ids.size;
}

/** Older first; events of one instant by id, so that no result depends on the order of arrival. */
export function compareEvents(
  left: { occurredAt: number; id: string },
  right: { occurredAt: number; id: string },
): number {
  return left.occurredAt - right.occurredAt || (left.id < right.id ? -1 : left.id > right.id ? 1 : 0);
}

export function isBelowFloor(state: MiningState, event: { occurredAt: number; id: string }): boolean {
  return state.floor !== null && compareEvents(event, state.floor) < 0;
}

function append(state: MiningState, event: MiningEvent): void {
  const last = state.segments.at(-1);
  const isFull = !last || last.estimatedBytes > MAX_SEGMENT_BYTES || last.events.length >= MAX_SEGMENT_EVENTS;
  const segment = isFull
    ? { events: [], texts: new Set<string>(), estimatedBytes: 0, isTouched: true }
    : last;
  if (isFull) {
    state.segments.push(segment);
    state.isHeadTouched = true;
  }
  segment.events.push(event);
  segment.isTouched = true;
  segment.estimatedBytes += FIXED_BYTES_PER_EVENT;
  countText(segment, event.path);
  if (event.fromPath !== undefined) countText(segment, event.fromPath);
  if (event.tool !== undefined) countText(segment, event.tool);
  countText(segment, event.timeZone);
}

function countText(segment: Segment, text: string): void {
  if (segment.texts.has(text)) return;
  segment.texts.add(text);
  segment.estimatedBytes += text.length + 5 * (text.match(/[^ !#-[\]-~]/g)?.length ?? 0) + 3; // JSON may escape a unit in 6 bytes.
}

/** Drops the oldest down to the cap. A segment is rewritten only when nothing of it is left; load skips the rest. */
function raiseFloor(state: MiningState): void {
  const all = state.segments.flatMap((segment) => segment.events).sort(compareEvents);
  const first = all[all.length - state.maxEvents];
  if (!first) return;
  state.floor = { occurredAt: first.occurredAt, id: first.id };
  state.isHeadTouched = true;
  for (const segment of state.segments) {
    const kept = segment.events.filter((event) => !isBelowFloor(state, event));
    if (kept.length === segment.events.length) continue;
    for (const event of segment.events) if (isBelowFloor(state, event)) state.ids.delete(event.id);
    segment.events = kept;
    if (kept.length === 0) segment.isTouched = true;
  }
}
