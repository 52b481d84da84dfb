import { instantOfWallClock } from "../../events/time-zone.ts";
import { buildDayProfile } from "./day-profile.ts";
import { findRhythm } from "./find-rhythm.ts";
import type { Instants } from "./instants.ts";

const DAY_MS = 86_400_000;

/** A local date and time, `2026-03-02 09:15`, as day and minute. */
export interface LocalTime {
  day: number;
  minute: number;
}

export function dayOf(date: string): number {
  return Date.parse(`${date}T00:00:00Z`) / DAY_MS;
}

export function minuteOf(time: string): number {
  const [hour = 0, minute = 0] = time.split(":").map(Number);
  return hour * 60 + minute;
}

/** Numbers in [0, 1), the same for the same seed. */
export function seeded(seed: number): () => number {
  let state = seed * 2654435761 + 1;
  return () => {
    state = (Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + 0x6d2b79f5) >>> 0;
    return ((state ^ (state >>> 12)) >>> 0) / 4294967296;
  };
}

/** Instants of local times in a zone, in order. */
export function instantsAt(locals: readonly LocalTime[], timeZone = "Europe/Berlin"): Instants {
  const rows = locals
    .map(({ day, minute }) => ({
      day,
      minute,
      at: instantOfWallClock(timeZone, day * DAY_MS + minute * 60_000),
    }))
    .sort((left, right) => left.at - right.at);
  return {
    times: Float64Array.from(rows, ({ at }) => at),
    days: Int32Array.from(rows, ({ day }) => day),
    minutes: Float32Array.from(rows, ({ minute }) => minute),
  };
}

/** All the rest that a person does: `perDay` events on each working day between 8:30 and 19:00. */
export function officeNoise(firstDay: number, lastDay: number, perDay: number, seed = 7): LocalTime[] {
  const random = seeded(seed);
  const locals: LocalTime[] = [];
  for (let day = firstDay; day <= lastDay; day++) {
    if ((day + 3) % 7 >= 5) continue;
    for (let index = 0; index < perDay; index++) locals.push({ day, minute: 510 + random() * 630 });
  }
  return locals;
}

/** Days of a span on which something is planted at a time, a few minutes early or late. */
export function plant(of: {
  from: string;
  to: string;
  at: string;
  jitter?: number;
  seed?: number;
  on: (day: number) => boolean;
}): LocalTime[] {
  const random = seeded(of.seed ?? 3);
  const locals: LocalTime[] = [];
  for (let day = dayOf(of.from); day <= dayOf(of.to); day++) {
    const away = (random() + random() + random() - 1.5) * (of.jitter ?? 4);
    if (!of.on(day)) continue;
    const minute = minuteOf(of.at) + away;
    locals.push({ day: day + Math.floor(minute / 1440), minute: (minute + 1440) % 1440 });
  }
  return locals;
}

/** The rhythm of planted times in a log of a span with everyday noise. */
export function rhythmOf(
  locals: readonly LocalTime[],
  span: { from: string; to: string },
  timeZone = "Europe/Berlin",
) {
  const noise = officeNoise(dayOf(span.from), dayOf(span.to), 15);
  return findRhythm(
    instantsAt(locals, timeZone),
    buildDayProfile(instantsAt([...locals, ...noise], timeZone)),
  );
}
