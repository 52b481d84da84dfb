import type { EventOp } from "../events/event.ts";
import { wallClockMs } from "../events/time-zone.ts";
import type { MiningEvent } from "../mining/mining-event.ts";
import { isNoisePath } from "../mining/noise/is-noise-path.ts";
import { templatePaths } from "../mining/templates/template-paths.ts";
import { MIN_DAYS } from "../mining/thresholds.ts";

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;
const TOGETHER_MS = 15 * MINUTE_MS;
const MOST_STEPS = 4;

/** Something that came back, but on too few days to be called a routine. */
export interface NearRoutine {
  /** In order of time of day. */
  steps: { op: EventOp; template: string }[];
  /** Local dates on which it happened, oldest first; 2 to `MIN_DAYS` − 1. */
  days: string[];
  /** The one day of the week of all of them, 0 is Sunday; null when there are several. */
  weekday: number | null;
  /** When it would come next: the next such weekday; null without a weekday. */
  nextOn: string | null;
}

export interface NearlyFound {
  /** Distinct local days with an event. */
  daysSeen: number;
  /** The likeliest first, at most `limit`. */
  near: NearRoutine[];
}

interface Seen {
  op: EventOp;
  template: string;
  days: Map<number, number>;
}

/**
 * What is still missing where nothing was found: which things came back on two to four days. It claims nothing; the miner
 * alone says what a routine is. `now` in epoch milliseconds. Cost: a few µs an event.
 */
export function findNearly(
  events: readonly MiningEvent[],
  { now, timeZone, limit }: { now: number; timeZone: string; limit: number },
): NearlyFound {
  const kept = events.filter(({ path }) => !isNoisePath(path));
  const templated = templatePaths(kept.map(({ path }) => path));
  const symbols = new Map<string, Seen>();
  const daysSeen = new Set<number>();
  kept.forEach(({ op, occurredAt, timeZone: zone }, index) => {
    const template = templated[index] ?? "";
    const local = wallClockMs(zone, occurredAt);
    const day = Math.floor(local / DAY_MS);
    daysSeen.add(day);
    const seen = symbols.get(`${op} ${template}`) ?? { op, template, days: new Map<number, number>() };
    if (!seen.days.has(day)) seen.days.set(day, local - day * DAY_MS);
    symbols.set(`${op} ${template}`, seen);
  });
  const today = Math.floor(wallClockMs(timeZone, now) / DAY_MS);
  const near = joined([...symbols.values()].filter(({ days }) => days.size >= 2 && days.size < MIN_DAYS))
    .map((steps) => nearRoutine(steps, today))
    .sort((one, other) => rank(other) - rank(one) || (nameOf(one) < nameOf(other) ? -1 : 1));
  // Beside something seen on four days, what met twice is no news.
  const mostDays = Math.max(0, ...near.map(({ days }) => days.length));
  return {
    daysSeen: daysSeen.size,
    near: near.filter(({ days }) => days.length >= mostDays - 1).slice(0, limit),
  };
}

/** Things done on the same days near each other are steps of one. */
function joined(seen: readonly Seen[]): Seen[][] {
  const byDays = new Map<string, Seen[]>();
  for (const one of seen) {
    const key = [...one.days.keys()].sort((a, b) => a - b).join();
    byDays.set(key, [...(byDays.get(key) ?? []), one]);
  }
  return [...byDays.values()].flatMap((group) => {
    const runs: Seen[][] = [];
    for (const one of group.sort((a, b) => meanTime(a) - meanTime(b))) {
      const last = runs.at(-1);
      const before = last?.at(-1);
      if (last && before && last.length < MOST_STEPS && areClose(before, one)) last.push(one);
      else runs.push([one]);
    }
    return runs;
  });
}

function areClose(one: Seen, other: Seen): boolean {
  return [...one.days].every(([day, time]) => Math.abs((other.days.get(day) ?? 0) - time) <= TOGETHER_MS);
}

function meanTime({ days }: Seen): number {
  return [...days.values()].reduce((sum, time) => sum + time, 0) / days.size;
}

function nearRoutine(steps: readonly Seen[], today: number): NearRoutine {
  const days = [...(steps[0]?.days.keys() ?? [])].sort((a, b) => a - b);
  const weekdays = new Set(days.map(weekdayOf));
  const [only] = weekdays;
  const weekday = weekdays.size === 1 && only !== undefined ? only : null;
  const until = weekday === null ? 0 : (weekday - weekdayOf(today) + 7) % 7 || 7;
  return {
    steps: steps.map(({ op, template }) => ({ op, template })),
    days: days.map(dateOf),
    weekday,
    nextOn: weekday === null ? null : dateOf(today + until),
  };
}

/**
 * More days first; a weekday of its own and further steps speak for it, and so does a name that counts on (a date, a
 * number). A free word in a name says the least: any two files of a folder share a name but for a word.
 */
function rank({ days, weekday, steps }: NearRoutine): number {
  const variables = steps.flatMap(({ template }) =>
    [...template.matchAll(/(?<!\{)\{([a-z]+)\}/g)].map(([, name]) => name),
  );
  const counts = variables.some((name) => name !== "name");
  const isLoose = variables.includes("name");
  return (
    days.length * 2 +
    (weekday === null ? 0 : 3) +
    (steps.length - 1) * 2 +
    (counts ? 2 : 0) -
    (isLoose ? 1 : 0)
  );
}

function nameOf({ steps }: NearRoutine): string {
  return steps[0]?.template ?? "";
}

function weekdayOf(day: number): number {
  return (((day + 4) % 7) + 7) % 7;
}

function dateOf(day: number): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}
