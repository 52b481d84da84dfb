import type { EventIds } from "./event-ids.ts";

/** Columns of events, as a state has them. */
export interface EventColumns {
  size: number;
  times: Float64Array;
  actions: Int32Array;
  zoneOf: Uint16Array;
  ids: EventIds;
}

/** The events from an index on, in columns of their own. */
export function copyTail(state: EventColumns, from: number): EventColumns {
  const { size } = state;
  return {
    size: size - from,
    times: state.times.slice(from, size),
    actions: state.actions.slice(from, size),
    zoneOf: state.zoneOf.slice(from, size),
    ids: { ...state.ids, words: state.ids.words.slice(4 * from, 4 * size) },
  };
}

export function copyEvent(state: EventColumns, to: number, tail: EventColumns, from: number): void {
  state.times[to] = tail.times[from] as number;
  state.actions[to] = tail.actions[from] as number;
  state.zoneOf[to] = tail.zoneOf[from] as number;
  for (let word = 0; word < 4; word++)
    state.ids.words[4 * to + word] = tail.ids.words[4 * from + word] as number;
}
