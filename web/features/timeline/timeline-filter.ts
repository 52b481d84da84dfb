import { EVENT_OPS } from "@floyo/shared/events/event-ops.ts";
import { z } from "zod";

const Day = z.iso.date();

/** What the timeline shows, as its address says it. A value that means nothing is read as if it were not there. */
export const TimelineFilter = z.object({
  q: z.string().max(200).catch(""),
  op: z.enum(["", ...EVENT_OPS]).catch(""),
  /** A source's id. */
  source: z.union([z.literal(""), z.uuid()]).catch(""),
  seen: z.enum(["", "live", "inferred"]).catch(""),
  /** First and last day that are shown, in the person's zone. */
  from: z.union([z.literal(""), Day]).catch(""),
  to: z.union([z.literal(""), Day]).catch(""),
});
export type TimelineFilter = z.infer<typeof TimelineFilter>;

/** Where the timeline stands: at a moment, and with the details of an event open. */
export const TimelinePlace = z.object({
  at: z.union([z.literal(""), Day, z.iso.datetime({ offset: true })]).catch(""),
  event: z.union([z.literal(""), z.uuid()]).catch(""),
});
export type TimelinePlace = z.infer<typeof TimelinePlace>;

const NAMES = ["q", "op", "source", "seen", "from", "to", "at", "event"] as const;

export function readTimelineFilter(search: URLSearchParams): TimelineFilter {
  return TimelineFilter.parse(Object.fromEntries(search));
}

export function readTimelinePlace(search: URLSearchParams): TimelinePlace {
  return TimelinePlace.parse(Object.fromEntries(search));
}

/** The address of the timeline under a filter, at a place: `/timeline?op=created&at=2026-11-16`. */
export function timelinePath(parts: Partial<TimelineFilter & TimelinePlace> = {}): string {
  const search = new URLSearchParams();
  for (const name of NAMES) {
    const value = parts[name]?.trim() ?? "";
    if (value !== "") search.set(name, value);
  }
  return search.size === 0 ? "/timeline" : `/timeline?${search}`;
}

/** Whether anything is left out of the timeline. */
export function isFiltered(filter: TimelineFilter): boolean {
  return timelinePath(filter) !== "/timeline";
}
