"use client";

import { wallClockMs } from "@floyo/shared/events/time-zone.ts";
import { useEffect, useRef, useState } from "react";
import { type Geometry, rowOfDay } from "./geometry.ts";
import type { Row } from "./row-reader.ts";
import type { TimelinePlace } from "./timeline-filter.ts";

interface Jump {
  place: TimelinePlace;
  geometry: Geometry;
  rowAt: (row: number) => Row;
  timeZone: string;
  scrollTo: (row: number, options: { align: "start" | "center" }) => void;
}

/**
 * Brings the list to the moment in the address: to its day at once, and to the event once the day is loaded. Gives the
 * row that was meant, for marking it. A moment is gone to once: opening an event there does not scroll again.
 */
export function useJump({ place, geometry, rowAt, timeZone, scrollTo }: Jump): number | null {
  const gone = useRef<string>("");
  const pending = useRef<TimelinePlace | null>(null);
  const [target, setTarget] = useState<number | null>(null);

  useEffect(() => {
    if (place.at === gone.current) return;
    gone.current = place.at;
    setTarget(null);
    pending.current = null;
    if (place.at === "") return;
    const isDay = place.at.length === 10;
    const day = isDay ? place.at : dayOf(place.at, timeZone);
    scrollTo(rowOfDay(geometry, day), { align: "start" });
    if (!isDay) pending.current = place;
  });

  useEffect(() => {
    if (!pending.current) return;
    const row = findRow(geometry, rowAt, pending.current, timeZone);
    if (row === null) return;
    pending.current = null;
    setTarget(row);
    scrollTo(row, { align: "center" });
  });
  return target;
}

/** The row of the event that was meant, or of the last one up to that moment; null while its day is not loaded. */
function findRow(
  geometry: Geometry,
  rowAt: (row: number) => Row,
  { at, event }: TimelinePlace,
  timeZone: string,
): number | null {
  const from = rowOfDay(geometry, dayOf(at, timeZone));
  const place = geometry.days.find(({ start }) => start === from);
  if (!place) return from;
  let nearest: number | null = null;
  for (let row = from + 1; row < from + place.rows; row++) {
    const entry = rowAt(row);
    if (entry.kind === "loading") return null;
    if (entry.kind !== "event") continue;
    if (entry.event.id === event) return row;
    if (Date.parse(entry.event.occurred_at) <= Date.parse(at)) nearest ??= row;
  }
  return nearest ?? from;
}

function dayOf(at: string, timeZone: string): string {
  return new Date(wallClockMs(timeZone, Date.parse(at))).toISOString().slice(0, 10);
}
