import type { FileEvent } from "../../shared/events/event.ts";
import { uuidV7 } from "../../shared/events/uuid-v7.ts";

const DAY_MS = 86_400_000;

function eventAt(timeMs: number, op: FileEvent["op"], path: string): FileEvent {
  return {
    id: uuidV7({ timeMs, bytes: crypto.getRandomValues(new Uint8Array(10)) }),
    occurredAt: new Date(timeMs).toISOString(),
    tz: "UTC",
    op,
    path,
  };
}

/** Every day about 09:00 UTC a report is made in three steps, on the last `days` days, oldest first. */
export function aRoutine({ days }: { days: number }): FileEvent[] {
  const today = Math.floor(Date.now() / DAY_MS) * DAY_MS;
  return Array.from({ length: days }, (_, index) => today - (days - index) * DAY_MS).flatMap((day) => {
    const start = day + 9 * 3_600_000 + Math.floor(Math.random() * 300_000);
    return [
      eventAt(start, "modified", "Reports/report.py"),
      eventAt(start + 60_000, "modified", "Reports/clean.csv"),
      eventAt(start + 180_000, "uploaded", "Reports/report.pdf"),
    ];
  });
}

/** Work without any habit, spread over the last `days` days. */
export function someNoise({ count, days }: { count: number; days: number }): FileEvent[] {
  return Array.from({ length: count }, () => {
    const timeMs = Date.now() - Math.floor(Math.random() * days * DAY_MS) - 60_000;
    return eventAt(timeMs, "modified", `Notes/${crypto.randomUUID().slice(0, 4)}/page.txt`);
  });
}
