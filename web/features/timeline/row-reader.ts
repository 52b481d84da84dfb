import { type DayEntry, dayEntries, eventsByDay } from "./day-entries.ts";
import { type DayPlace, dayOfRow, type Geometry, MAX_DAY, PIECE, pieceOf } from "./geometry.ts";
import type { TimelineEvent } from "./timeline-event.ts";

/** What stands in a row of the list; `loading` where it is not here yet. */
export type Row = { kind: "day"; place: DayPlace } | DayEntry | { kind: "loading" };

const LOADING: Row = { kind: "loading" };
// Entries belong to the loaded events they are made from: made once, gone with them.
const known = new WeakMap<TimelineEvent[], { timeZone: string; days: Map<string, DayEntry[]> }>();

/**
 * Gives what stands in a row. Rows of a day are counted from its oldest event, so that events which came since the day
 * was counted, or are counted and not yet here, move nothing that is on screen.
 */
export function createRowReader(
  geometry: Geometry,
  eventsOf: (chunk: number) => TimelineEvent[] | undefined,
  timeZone: string,
): (row: number) => Row {
  return (row) => {
    const place = dayOfRow(geometry, row);
    if (!place) return LOADING;
    const offset = row - place.start - 1;
    if (offset < 0) return { kind: "day", place };
    if (place.events > MAX_DAY) {
      const event = eventsOf(pieceOf(place, row))?.[offset % PIECE];
      return event ? { kind: "event", event } : LOADING;
    }
    const entries = entriesOf(eventsOf(place.chunk), place.day, timeZone);
    return entries?.[offset + entries.length - (place.rows - 1)] ?? LOADING;
  };
}

function entriesOf(
  events: TimelineEvent[] | undefined,
  day: string,
  timeZone: string,
): DayEntry[] | undefined {
  if (!events) return undefined;
  let own = known.get(events);
  if (!own || own.timeZone !== timeZone) {
    const days = new Map<string, DayEntry[]>();
    for (const [name, list] of eventsByDay(events, timeZone)) days.set(name, dayEntries(list));
    own = { timeZone, days };
    known.set(events, own);
  }
  return own.days.get(day);
}
