import { parseInstant, statedOffsetMinutes } from "../instant.ts";
import { offsetMinutes } from "../time-zone.ts";

/** Tried before all others, since a person is likelier to live there than in a zone of the same clock. */
const LIKELY = [
  "Europe/Berlin",
  "America/New_York",
  "Europe/London",
  "America/Los_Angeles",
  "America/Chicago",
  "Asia/Kolkata",
  "Asia/Tokyo",
  "Australia/Sydney",
  "America/Sao_Paulo",
  "Pacific/Auckland",
  "UTC",
];

/**
 * The zone whose offsets agree with all that the times of a log state, or null when none does.
 * `preferred` (the reader's own zone) wins when it agrees. Cost: one look-up per distinct day and zone tried.
 */
export function inferTimeZone(times: readonly string[], preferred: string): string | null {
  const stated = new Map<number, { atMs: number; offset: number }>();
  for (const text of times) {
    const atMs = parseInstant(text);
    const offset = statedOffsetMinutes(text);
    if (atMs === null || offset === null) continue;
    stated.set(Math.floor(atMs / 86_400_000) * 10_000 + offset, { atMs, offset });
  }
  if (stated.size === 0) return preferred;
  const samples = [...stated.values()];
  const agrees = (zone: string) => samples.every(({ atMs, offset }) => offsetMinutes(zone, atMs) === offset);
  return [preferred, ...LIKELY, ...Intl.supportedValuesOf("timeZone")].find(agrees) ?? null;
}
