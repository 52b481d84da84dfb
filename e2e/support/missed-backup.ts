import { eventId } from "./ingest.ts";

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const DAYS = 30;

/** Up to yesterday: a backup every night at 02:00, but for the last two, and other work by day. */
export function aMonthWithoutItsEnd(): object[] {
  const today = Math.floor(Date.now() / DAY_MS) * DAY_MS;
  return Array.from({ length: DAYS }, (_, index) => today - (DAYS - index) * DAY_MS).flatMap((day, index) => {
    const date = new Date(day).toISOString().slice(0, 10);
    const backup = anEvent(day + 2 * HOUR_MS + (index % 5) * 60_000, "created", `Backups/studio-${date}.zip`);
    const work = Array.from({ length: 4 }, (_, step) =>
      anEvent(
        day + (10 + step * 2) * HOUR_MS + ((index * 7 + step * 13) % 50) * 60_000,
        "modified",
        `Notes/${WORDS[(index * 5 + step * 3) % WORDS.length]} ${(index * 7 + step) % 19}.md`,
      ),
    );
    return index < DAYS - 2 ? [backup, ...work] : work;
  });
}

function anEvent(atMs: number, op: string, path: string): object {
  const at = new Date(atMs);
  return { id: eventId(at), occurredAt: at.toISOString(), tz: "UTC", op, path };
}

const WORDS = ["amber", "birch", "cedar", "dune", "ember", "fern", "grove", "heath", "iris", "jade", "kelp"];
