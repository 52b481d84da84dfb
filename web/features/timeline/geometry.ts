import { instantOfWallClock } from "@floyo/shared/events/time-zone.ts";

const DAY_MS = 86_400_000;
/** A day with more than this is loaded in pieces, and its sessions are not told apart. */
export const MAX_DAY = 1000;
export const PIECE = 500;
/** Days are loaded together until they have about this many events. */
const CHUNK = 300;

/** What the database counts of a local day. */
export interface DayCount {
  day: string;
  events: number;
  sessions: number;
}

/** Where a day stands in the list: a row for its name, one for each session, one for each event. */
export interface DayPlace extends DayCount {
  start: number;
  rows: number;
  /** Number of the chunk that holds its first event. */
  chunk: number;
}

/** Events that are loaded with one question: those of whole days, or a piece of a large one. */
export interface Chunk {
  since: string;
  until: string;
  skip: number;
  take: number;
}

export interface Geometry {
  days: DayPlace[];
  chunks: Chunk[];
  rows: number;
  events: number;
}

/**
 * Lays days out, the newest first. All rows are of one height, so that the place of every event is known before it is
 * loaded. Chunks are cut from the oldest day on: what comes in new changes the newest chunk alone.
 */
export function layOut(days: readonly DayCount[], timeZone: string): Geometry {
  const chunks: Chunk[] = [];
  const first = new Map<string, number>();
  const instant = (day: string, after = 0) =>
    new Date(instantOfWallClock(timeZone, Date.parse(day) + after * DAY_MS)).toISOString();
  let open: Chunk | null = null;
  for (const { day, events } of days.toReversed()) {
    if (events > MAX_DAY) {
      open = null;
      first.set(day, chunks.length);
      for (let skip = 0; skip < events; skip += PIECE) {
        chunks.push({ since: instant(day), until: instant(day, 1), skip, take: PIECE });
      }
      continue;
    }
    if (!open || open.take + events > Math.max(CHUNK, events)) {
      open = { since: instant(day), until: instant(day, 1), skip: 0, take: 0 };
      chunks.push(open);
    }
    open.until = instant(day, 1);
    open.take += events;
    first.set(day, chunks.length - 1);
  }
  let start = 0;
  const places = days.map((day): DayPlace => {
    const sessions = day.events > MAX_DAY ? 0 : day.sessions;
    const place = {
      ...day,
      sessions,
      start,
      rows: 1 + sessions + day.events,
      chunk: first.get(day.day) ?? 0,
    };
    start += place.rows;
    return place;
  });
  return {
    days: places,
    chunks,
    rows: start,
    events: days.reduce((sum, { events }) => sum + events, 0),
  };
}

/** The day in which a row lies. */
export function dayOfRow(geometry: Geometry, row: number): DayPlace | undefined {
  return geometry.days[indexOfRow(geometry, row)];
}

/** The chunks that hold what stands in these rows. */
export function chunksOfRows(geometry: Geometry, from: number, to: number): number[] {
  const numbers = new Set<number>();
  for (let index = indexOfRow(geometry, from); index < geometry.days.length; index++) {
    const place = geometry.days[index];
    if (!place || place.start > to) break;
    if (place.events <= MAX_DAY) numbers.add(place.chunk);
    else {
      const last = pieceOf(place, to);
      for (let number = pieceOf(place, from); number <= last; number++) numbers.add(number);
    }
  }
  return [...numbers];
}

/** The chunk of a large day that holds the event of a row. */
export function pieceOf({ chunk, start, events }: DayPlace, row: number): number {
  return chunk + Math.floor(Math.min(Math.max(row - start - 1, 0), events - 1) / PIECE);
}

/** The row at which a day begins; of a day without events, the next older one. */
export function rowOfDay({ days, rows }: Geometry, day: string): number {
  return days.find((place) => place.day <= day)?.start ?? Math.max(0, rows - 1);
}

/** Counts that were read again replace those of their days; a day that is gone from `since` on is left out. */
export function mergeDays(all: readonly DayCount[], fresh: readonly DayCount[], since: string): DayCount[] {
  return [...fresh, ...all.filter(({ day }) => day < since)];
}

function indexOfRow({ days }: Geometry, row: number): number {
  let [low, high] = [0, days.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((days[middle]?.start ?? 0) <= row) low = middle;
    else high = middle - 1;
  }
  return low;
}
