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
const DAY_MS = 86_400_000;

/** Collects which offset was stated when, a sample a day, and names the zone that fits. */
export interface ZoneFinder {
  /** Takes an observation; false when `zone` does not have this offset at that time. */
  see(atMs: number, offset: number, zone?: string): boolean;
  /** The first zone that agrees with everything seen, `preferred` before all others; null when none does. */
  zone(): string | null;
}

/** Cost: two look-ups per observation of another day or offset than the one before. */
export function createZoneFinder(preferred: string): ZoneFinder {
  const stated = new Map<number, { atMs: number; offset: number }>();
  let lastKey = Number.NaN;
  const agrees = (zone: string) => {
    for (const { atMs, offset } of stated.values()) if (offsetMinutes(zone, atMs) !== offset) return false;
    return true;
  };
  return {
    see(atMs, offset, zone) {
      const key = Math.floor(atMs / DAY_MS) * 10_000 + offset;
      if (key === lastKey) return true;
      lastKey = key;
      if (!stated.has(key)) stated.set(key, { atMs, offset });
      return zone === undefined || offsetMinutes(zone, atMs) === offset;
    },
    zone() {
      if (stated.size === 0) return preferred;
      return [preferred, ...LIKELY].find(agrees) ?? Intl.supportedValuesOf("timeZone").find(agrees) ?? null;
    },
  };
}

/**
 * The zone whose offsets agree with all that the times of a log state, or null when none does.
 * `preferred` (the reader's own zone) wins when it agrees. Cost: one look-up per distinct day and zone tried.
 */
export function inferTimeZone(times: readonly string[], preferred: string): string | null {
  const finder = createZoneFinder(preferred);
  for (const text of times) {
    const atMs = parseInstant(text);
    const offset = statedOffsetMinutes(text);
    if (atMs !== null && offset !== null) finder.see(atMs, offset);
  }
  return finder.zone();
}
