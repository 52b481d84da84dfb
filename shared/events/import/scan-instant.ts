const DAY_MS = 86_400_000;

/** An instant as its text tells it. Reused; copy what is kept. */
export interface ScannedInstant {
  atMs: number;
  offsetMinutes: number;
}

/** `2026-11-08T09:00:00.000+01:00` */
const LONGEST = 29;
const SHORTEST = 20;

/** Makes a reader of the usual spelling, three times as fast as `parseInstant`; it remembers the day it last saw. */
export function createInstantScanner(): (text: string, into: ScannedInstant) => boolean {
  const scan = createInstantByteScanner();
  const bytes = new Uint8Array(LONGEST);
  return (text, into) => {
    const { length } = text;
    if (length < SHORTEST || length > LONGEST) return false;
    for (let at = 0; at < length; at++) {
      const code = text.charCodeAt(at);
      bytes[at] = code < 128 ? code : 0;
    }
    return scan(bytes, 0, length, into);
  };
}

/** The same for a text that stands in bytes, `[from, to)`. */
export function createInstantByteScanner(): (
  bytes: Uint8Array,
  from: number,
  to: number,
  into: ScannedInstant,
) => boolean {
  let lastDate = Number.NaN;
  let lastDay = 0;
  /**
   * Reads `2026-11-08T09:00:00+01:00`, with milliseconds or without, `Z` for the offset, and says whether the text was
   * of that form. What is not may still be an instant: ask `parseInstant`.
   */
  return (bytes, from, to, into) => {
    const length = to - from;
    if (length < SHORTEST || length > LONGEST) return false;
    const zoneAt = bytes[from + 19] === 46 ? 23 : 19;
    const isUtc = length === zoneAt + 1 && bytes[from + zoneAt] === 90;
    if (!isUtc && length !== zoneAt + 6) return false;
    const year = 100 * pair(bytes, from) + pair(bytes, from + 2);
    const date = 10_000 * year + 100 * pair(bytes, from + 5) + pair(bytes, from + 8);
    const hour = pair(bytes, from + 11);
    const minute = pair(bytes, from + 14);
    const second = pair(bytes, from + 17);
    const isShaped =
      bytes[from + 4] === 45 &&
      bytes[from + 7] === 45 &&
      bytes[from + 10] === 84 &&
      bytes[from + 13] === 58 &&
      bytes[from + 16] === 58;
    if (!isShaped || !(hour <= 23 && minute <= 59 && second <= 59)) return false;
    const offset = isUtc ? 0 : offsetAt(bytes, from + zoneAt);
    const fraction = zoneAt === 23 ? 10 * pair(bytes, from + 20) + digit(bytes, from + 22) : 0;
    if (Number.isNaN(offset + fraction + date)) return false;
    if (date !== lastDate) {
      lastDay = dayOf(date);
      lastDate = date;
    }
    if (Number.isNaN(lastDay)) return false;
    into.atMs = lastDay + (hour * 3600 + minute * 60 + second) * 1000 + fraction - offset * 60_000;
    into.offsetMinutes = offset;
    return true;
  };
}

/** UTC midnight of a date written as a number (20261108), NaN when there is no such day. */
function dayOf(date: number): number {
  const [year, month, day] = [Math.floor(date / 10_000), Math.floor(date / 100) % 100, date % 100];
  const at = new Date(Date.UTC(2000, month - 1, day));
  at.setUTCFullYear(year, month - 1, day);
  const isReal = at.getUTCMonth() === month - 1 && at.getUTCDate() === day;
  return isReal ? Math.floor(at.getTime() / DAY_MS) * DAY_MS : Number.NaN;
}

function offsetAt(bytes: Uint8Array, at: number): number {
  const sign = bytes[at];
  const hours = pair(bytes, at + 1);
  const minutes = pair(bytes, at + 4);
  if ((sign !== 43 && sign !== 45) || bytes[at + 3] !== 58) return Number.NaN;
  const size = 60 * hours + minutes;
  if (!(minutes <= 59 && size <= 14 * 60)) return Number.NaN;
  return sign === 45 ? 0 - size : size;
}

function pair(bytes: Uint8Array, at: number): number {
  return 10 * digit(bytes, at) + digit(bytes, at + 1);
}

function digit(bytes: Uint8Array, at: number): number {
  const value = (bytes[at] as number) - 48;
  return value >= 0 && value <= 9 ? value : Number.NaN;
}
