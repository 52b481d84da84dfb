import type { FileEvent } from "../../events/event.ts";
import { MIN_DAYS } from "../thresholds.ts";
import {
  addDays,
  type PlantedRoutine,
  plantNoise,
  plantRoutine,
  seededRandom,
  shiftEvent,
} from "./planted-log.ts";

const MINUTE_MS = 60_000;

/** A download that is cleaned and handed on, with the day in its name. */
export function ordersRoutine(timeZone: string, at: string): PlantedRoutine {
  return {
    timeZone,
    at,
    jitterMinutes: 6,
    weekdays: [0, 1, 2, 3, 4, 5, 6],
    steps: [
      { op: "downloaded", path: "Downloads/orders-{date}.csv", tool: "Chrome", afterMinutes: 0 },
      { op: "created", path: "Reports/orders-{date}.xlsx", tool: "Excel", afterMinutes: 4 },
      { op: "uploaded", path: "Finance/Weekly/orders-{date}.xlsx", tool: "Chrome", afterMinutes: 2 },
    ],
  };
}

/**
 * A person's two weeks that end yesterday, with a routine one day short of what is reported, and the events of today
 * that complete it. `now` in epoch milliseconds; the last event lies a minute before it. Nothing else in it repeats.
 */
export function plantJourney(of: { now: number; timeZone: string; seed: number }): {
  history: FileEvent[];
  completing: FileEvent[];
} {
  const { now, timeZone, seed } = of;
  const random = seededRandom(seed);
  const today = new Intl.DateTimeFormat("en-CA", { timeZone, dateStyle: "short" }).format(now);
  const yesterday = addDays(today, -1);
  const routine = ordersRoutine(timeZone, "08:56");
  // Yesterday stays free: a minute before midnight's `now` is still yesterday, and must be a day of its own.
  const days = Array.from({ length: MIN_DAYS - 1 }, (_, index) => addDays(today, -2 - 3 * index));
  const planted = days.flatMap((date) => plantRoutine({ routine, firstDate: date, lastDate: date, random }));
  const noise = plantNoise({
    count: 400,
    firstDate: addDays(today, -14),
    lastDate: yesterday,
    timeZone,
    random,
  });
  const occurrence = plantRoutine({ routine, firstDate: today, lastDate: today, random });
  const last = Math.max(...occurrence.map((event) => Date.parse(event.occurredAt)));
  return {
    history: [...planted, ...noise].sort(
      (left, right) => Date.parse(left.occurredAt) - Date.parse(right.occurredAt),
    ),
    completing: occurrence.map((event) => shiftEvent(event, now - MINUTE_MS - last, random)),
  };
}
