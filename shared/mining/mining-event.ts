import type { EventOp, FileEvent } from "../events/event.ts";
import { parseInstant } from "../events/instant.ts";

/** What the miner needs of an event. `occurredAt` in epoch milliseconds. */
export interface MiningEvent {
  id: string;
  seq?: number;
  occurredAt: number;
  timeZone: string;
  op: EventOp;
  path: string;
  fromPath?: string;
  tool?: string;
}

/** The miner's view of an event in wire form. */
export function toMiningEvent(event: FileEvent): MiningEvent {
  return {
    id: event.id,
    occurredAt: parseInstant(event.occurredAt) ?? 0,
    timeZone: event.tz,
    op: event.op,
    path: event.path,
    ...(event.fromPath === undefined ? {} : { fromPath: event.fromPath }),
    ...(event.tool === undefined ? {} : { tool: event.tool }),
  };
}
