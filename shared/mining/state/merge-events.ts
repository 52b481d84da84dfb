import type { MiningEvent } from "../mining-event.ts";
import { copyEvent, copyTail } from "./event-columns.ts";
import { compareIds, newEventIds, writeId } from "./event-ids.ts";
import { MAX_SEGMENT_EVENTS, type MiningState, reserve, type Segment, writeEvent } from "./state.ts";

/** Puts events between those from an index on; events of one instant and id are one. */
export function mergeEvents(state: MiningState, events: readonly MiningEvent[], from: number): void {
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
