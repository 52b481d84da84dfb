const ISO = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?(Z|[+-]\d{2}:?\d{2})$/;

/** Epoch milliseconds of an ISO 8601 instant with an offset (`2026-11-08T09:00:00+01:00`), or null. */
export function parseInstant(text: string): number | null {
  const match = ISO.exec(text);
  if (!match) return null;
  const [, year, month, day, hour, minute, second = "0", fraction = "", zone = "Z"] = match;
  const wall = wallTime(
    Number(year),
    Number(month),
    Number(day),
    Number(hour),
    Number(minute),
    Number(second),
  );
  const offset = zone === "Z" ? 0 : offsetOf(zone);
  if (wall === null || offset === null) return null;
  return wall + Math.floor(Number(`0.${fraction || "0"}`) * 1000) - offset * 60_000;
}

/** UTC milliseconds of calendar fields, or null when there is no such day or time (30 February, 25:00). */
export function wallTime(
  year: number,
  month: number,
  day: number,
  hour: number,
  minute: number,
  second: number,
): number | null {
  if (hour > 23 || minute > 59 || second > 59) return null;
  const at = new Date(Date.UTC(2000, month - 1, day, hour, minute, second));
  at.setUTCFullYear(year, month - 1, day);
  return at.getUTCMonth() === month - 1 && at.getUTCDate() === day ? at.getTime() : null;
}

/** Minutes east of UTC that an ISO text states, or null for none. */
export function statedOffsetMinutes(text: string): number | null {
  const zone = ISO.exec(text)?.[8];
  return zone === undefined ? null : zone === "Z" ? 0 : offsetOf(zone);
}

function offsetOf(zone: string): number | null {
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(-2));
  if (minutes > 14 * 60 || Number(zone.slice(-2)) > 59) return null;
  return zone.startsWith("-") ? 0 - minutes : minutes; // Not -0, which is another value to tests and to Object.is.
}
