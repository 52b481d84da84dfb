import type { FileEvent } from "./event.ts";
import { uuidV7 } from "./uuid-v7.ts";

/** For tests: a valid event of 9 November 2026, 09:00 in Berlin, with the given fields put in place. */
export function anEvent(fields: Partial<FileEvent> = {}): FileEvent {
  return {
    id: uuidV7({ timeMs: Date.UTC(2026, 10, 9, 8), bytes: new Uint8Array(10) }),
    occurredAt: "2026-11-09T09:00:00+01:00",
    tz: "Europe/Berlin",
    op: "modified",
    path: "Reports/orders.csv",
    ...fields,
  };
}
