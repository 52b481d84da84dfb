import { wallClockMs } from "@floyo/shared/events/time-zone.ts";
import { type DayPlace, MAX_DAY } from "./geometry.ts";
import type { TimelineEvent } from "./timeline-event.ts";

const DAY_MS = 86_400_000;
const SESSION_GAP_MS = 30 * 60_000;

/** One row under a day's name. */
export type DayEntry =
  | { kind: "session"; from: number; to: number; count: number }
  | { kind: "event"; event: TimelineEvent };

/** The rows of a day from its events, the newest first: each session's name, then its events. */
export function dayEntries(events: readonly TimelineEvent[]): DayEntry[] {
  if (events.length > MAX_DAY) return events.map((event) => ({ kind: "event", event }));
  const entries: DayEntry[] = [];
  let session: Extract<DayEntry, { kind: "session" }> | null = null;
  for (const event of events) {
    const at = Date.parse(event.occurred_at);
    if (!session || session.from - at > SESSION_GAP_MS) {
      session = { kind: "session", from: at, to: at, count: 0 };
      entries.push(session);
    }
    session.from = at;
    session.count++;
    entries.push({ kind: "event", event });
  }
  return entries;
}

/** Events by the local day on which they happened. */
export function eventsByDay(
  events: readonly TimelineEvent[],
  timeZone: string,
): Map<string, TimelineEvent[]> {
  const days = new Map<string, TimelineEvent[]>();
  for (const event of events) {
    const local = wallClockMs(timeZone, Date.parse(event.occurred_at));
    const day = new Date(Math.floor(local / DAY_MS) * DAY_MS).toISOString().slice(0, 10);
    const own = days.get(day);
    if (own) own.push(event);
    else days.set(day, [event]);
  }
  return days;
}

/** The row of a day's list on which an event stands, or -1. */
export function rowOfEvent(place: DayPlace, entries: readonly DayEntry[], eventId: string): number {
  const index = entries.findIndex((entry) => entry.kind === "event" && entry.event.id === eventId);
  return index < 0 ? -1 : place.start + 1 + index;
}
