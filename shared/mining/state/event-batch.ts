import { EVENT_OPS } from "../../events/event-ops.ts";
import type { MiningEvent } from "../mining-event.ts";
import { type EventIds, newEventIds, readId } from "./event-ids.ts";

/** Events in columns: for readers of logs, which would make an object an event only to take it apart again. */
export interface EventBatch {
  size: number;
  /** Epoch milliseconds. */
  times: Float64Array;
  /** Indices in `EVENT_OPS`. */
  ops: Uint8Array;
  paths: string[];
  fromPaths: (string | undefined)[];
  tools: (string | undefined)[];
  zones: string[];
  ids: EventIds;
}

export function newEventBatch(capacity: number): EventBatch {
  return {
    size: 0,
    times: new Float64Array(capacity),
    ops: new Uint8Array(capacity),
    paths: [],
    fromPaths: [],
    tools: [],
    zones: [],
    ids: newEventIds(capacity),
  };
}

export function eventsOf(batch: EventBatch): MiningEvent[] {
  return Array.from({ length: batch.size }, (_, index) => {
    const fromPath = batch.fromPaths[index];
    const tool = batch.tools[index];
    return {
      id: readId(batch.ids, index),
      occurredAt: batch.times[index] as number,
      timeZone: batch.zones[index] as string,
      op: EVENT_OPS[batch.ops[index] as number] ?? "opened",
      path: batch.paths[index] as string,
      ...(fromPath === undefined ? {} : { fromPath }),
      ...(tool === undefined ? {} : { tool }),
    };
  });
}
