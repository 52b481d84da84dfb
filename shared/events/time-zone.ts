const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
const MAX_CACHED_ZONES = 600;

interface Zone {
  format: Intl.DateTimeFormat;
  days: Map<number, number>;
}

const zones = new Map<string, Zone | null>();

/** Whether the name is one of the IANA time zones this runtime knows. Bare offsets like `+02:00` are not. */
export function isTimeZone(name: string): boolean {
  return zoneOf(name) !== null;
}

/** Minutes east of UTC at an instant in a zone, e.g. 60 for Berlin in winter. */
export function offsetMinutes(timeZone: string, atMs: number): number {
  // Intl takes a browser 20 ms to get going, and has nothing to say here.
  if (timeZone === "UTC") return 0;
  const zone = zoneOf(timeZone);
  if (!zone) throw new RangeError(`${JSON.stringify(timeZone)} is not an IANA time zone like Europe/Berlin`);
  // A day whose two ends agree has no change inside; so a year costs 366 look-ups, not one per event.
  const day = Math.floor(atMs / DAY_MS);
  const start = dayOffset(zone, day);
  return start === dayOffset(zone, day + 1) ? start : exactOffset(zone, atMs);
}

/** The instant shifted so that its UTC fields read as the wall clock of the zone. */
export function wallClockMs(timeZone: string, atMs: number): number {
  return atMs + offsetMinutes(timeZone, atMs) * MINUTE_MS;
}

/**
 * The instant at which a zone's wall clock shows the given time (as UTC fields of `wallMs`).
 * A time skipped in spring gives the instant after the jump, a doubled one in autumn the first of the two.
 */
export function instantOfWallClock(timeZone: string, wallMs: number): number {
  const before = wallMs - offsetMinutes(timeZone, wallMs - DAY_MS) * MINUTE_MS;
  const after = wallMs - offsetMinutes(timeZone, wallMs + DAY_MS) * MINUTE_MS;
  const candidates = [before, after].filter((instant) => wallClockMs(timeZone, instant) === wallMs);
  return candidates.length > 0 ? Math.min(...candidates) : Math.max(before, after);
}

function zoneOf(name: string): Zone | null {
  const known = zones.get(name);
  if (known !== undefined) return known;
  if (zones.size >= MAX_CACHED_ZONES) zones.clear();
  const zone = openZone(name);
  zones.set(name, zone);
  return zone;
}

function openZone(name: string): Zone | null {
  if (!/^[A-Za-z]/.test(name) || name.length > 64) return null;
  try {
    const format = new Intl.DateTimeFormat("en-US", {
      timeZone: name,
      hourCycle: "h23",
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "numeric",
      minute: "numeric",
    });
    return { format, days: new Map() };
  } catch {
    return null; // RangeError: the only way Intl says that it does not know a zone.
  }
}

function dayOffset(zone: Zone, day: number): number {
  const known = zone.days.get(day);
  if (known !== undefined) return known;
  const offset = exactOffset(zone, day * DAY_MS);
  zone.days.set(day, offset);
  return offset;
}

function exactOffset(zone: Zone, atMs: number): number {
  const field: Record<string, number> = {};
  for (const part of zone.format.formatToParts(atMs)) field[part.type] = Number(part.value);
  const wall = Date.UTC(
    field.year ?? 0,
    (field.month ?? 1) - 1,
    field.day ?? 1,
    field.hour ?? 0,
    field.minute ?? 0,
  );
  return Math.round((wall - Math.floor(atMs / MINUTE_MS) * MINUTE_MS) / MINUTE_MS);
}
