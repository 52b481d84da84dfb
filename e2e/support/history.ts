import { eventId } from "./ingest.ts";

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/** Steps of the planted routine, with the minutes after its start. */
const ROUTINE = [
  { op: "modify", sent: "modified", path: "Reports/report.py", after: 0 },
  { op: "modify", sent: "modified", path: "Reports/clean.csv", after: 2 },
  { op: "upload", sent: "uploaded", path: "Reports/report.pdf", after: 4 },
] as const;

/** Days before today on which the routine happened: four, one short of what a suggestion needs. */
const DAYS_BEFORE = [13, 9, 5, 1];

/** A zone where it is about noon now, so that "today" and "yesterday" are the same day on every clock. */
export function zoneAtNoon(now: Date): string {
  const hoursFromNoon = 12 - now.getUTCHours();
  // The signs of these zone names run the other way round: Etc/GMT-3 is three hours east.
  if (hoursFromNoon === 0) return "Etc/GMT";
  return hoursFromNoon > 0 ? `Etc/GMT-${hoursFromNoon}` : `Etc/GMT+${-hoursFromNoon}`;
}

/** Two weeks up to yesterday as NDJSON: the routine on four days, and other work on all of them. */
export function plantedHistory(now: Date): string {
  const start = (daysBefore: number) => now.getTime() - daysBefore * DAY_MS - 90 * MINUTE_MS;
  const routine = DAYS_BEFORE.flatMap((days) =>
    ROUTINE.map(({ op, path, after }) => ({ at: start(days) + after * MINUTE_MS, op, path })),
  );
  const others = Array.from({ length: 13 }, (_, day) => otherWork(start(day + 1), day)).flat();
  return [...routine, ...others]
    .sort((one, other) => one.at - other.at)
    .map(({ at, op, path }) => JSON.stringify({ ts: new Date(at).toISOString(), actor: 1, op, path }))
    .join("\n");
}

/** The routine once more, today, as the events a device sends. */
export function routineToday(now: Date, timeZone: string): object[] {
  const start = now.getTime() - 30 * MINUTE_MS;
  return ROUTINE.map(({ sent, path, after }) => {
    const at = new Date(start + after * MINUTE_MS);
    return { id: eventId(at), occurredAt: at.toISOString(), tz: timeZone, op: sent, path };
  });
}

/** Twenty single edits spread over four hours, of files that are hardly touched again. */
function otherWork(start: number, day: number): { at: number; op: string; path: string }[] {
  return Array.from({ length: 20 }, (_, index) => {
    const file = (day * 53 + index * 29) % 211;
    const minutes = 20 + ((index * 97 + day * 31) % 180);
    return {
      at: start + minutes * MINUTE_MS,
      op: "modify",
      path: `Notes/${FOLDERS[file % 5]}/topic ${WORDS[file % 13]} ${WORDS[(file * 7) % 11]}.md`,
    };
  });
}

const FOLDERS = ["garden", "travel", "school", "house", "letters"];
const WORDS = [
  "amber",
  "birch",
  "cedar",
  "dune",
  "ember",
  "fern",
  "grove",
  "heath",
  "iris",
  "jade",
  "kelp",
  "larch",
  "moss",
];
