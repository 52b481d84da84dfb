import { parseInstant, wallTime } from "../instant.ts";
import { instantOfWallClock, offsetMinutes } from "../time-zone.ts";

const ISO_LOCAL = /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?:[ T](\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?)?$/;
const GERMAN = /^(\d{1,2})\.(\d{1,2})\.(\d{4})(?:,? (\d{1,2}):(\d{2})(?::(\d{2}))?)?$/;

/**
 * Epoch milliseconds of a time as tables write it, or null: ISO with or without offset, `2026-11-08 09:00`,
 * `08.11.2026 09:00`, epoch seconds or milliseconds. Times without an offset are read in `timeZone`.
 * `11/08/2026` is not guessed at: it is November to some and August to others.
 */
export function parseWrittenTime(text: string, timeZone: string): number | null {
  const trimmed = text.trim();
  const instant = parseInstant(
    trimmed.replace(/^(\d{4}-\d{2}-\d{2}) (\d)/, "$1T$2").replace(/ (Z|[+-]\d)/, "$1"),
  );
  if (instant !== null) return instant;
  if (/^\d{10}(\.\d+)?$/.test(trimmed)) return Math.round(Number(trimmed) * 1000);
  if (/^\d{13}$/.test(trimmed)) return Number(trimmed);
  const iso = ISO_LOCAL.exec(trimmed);
  if (iso) return inZone([iso[1], iso[2], iso[3], iso[4], iso[5], iso[6]], timeZone);
  const german = GERMAN.exec(trimmed);
  if (german) return inZone([german[3], german[2], german[1], german[4], german[5], german[6]], timeZone);
  return null;
}

/** An instant as ISO text with the offset that the zone has then. */
export function writeInstant(atMs: number, timeZone: string): string {
  const offset = offsetMinutes(timeZone, atMs);
  const two = (value: number) => String(value).padStart(2, "0");
  const sign = offset < 0 ? "-" : "+";
  const size = Math.abs(offset);
  const wall = new Date(atMs + offset * 60_000).toISOString().slice(0, -1).replace(".000", "");
  return `${wall}${sign}${two(Math.floor(size / 60))}:${two(size % 60)}`;
}

function inZone(parts: (string | undefined)[], timeZone: string): number | null {
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts.map((part) =>
    Number(part ?? 0),
  );
  const wall = wallTime(year, month, day, hour, minute, second);
  return wall === null ? null : instantOfWallClock(timeZone, wall);
}
