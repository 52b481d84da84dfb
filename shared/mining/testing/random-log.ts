import { EVENT_OPS } from "../../events/event-ops.ts";
import type { MiningEvent } from "../mining-event.ts";
import { seededRandom } from "./planted-log.ts";

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
const START = Date.UTC(2026, 0, 5, 8);
/** Years 0 and 9999: the first and last that an instant can be written in. */
const EARLIEST = -62_167_219_200_000;
const LATEST = 253_402_300_799_999;
const ZONES = [
  "Europe/Berlin",
  "America/St_Johns",
  "Asia/Kathmandu",
  "Pacific/Kiritimati",
  "UTC",
  "Etc/GMT+12",
];
const ODD_NAMES = [
  "__proto__",
  "constructor",
  "toString",
  "(a+)+$",
  ".*",
  "[a-z]{3,}",
  "{date}",
  "{{number}}",
  "a\\b",
  "\u0001\u0002",
  "\ud83d",
  "🙂-2026-01-05",
  " ",
  ".",
  "..",
  "///",
  "2026-02-30",
  "99999999999999999999",
  "CON",
  "ﬁle.tar.gz",
];

interface Draw {
  random: () => number;
  below(limit: number): number;
  pick<T>(list: readonly [T, ...T[]]): T;
}

type Shape = (draw: Draw, count: number) => Omit<MiningEvent, "id">[];

/** Kinds of logs that a miner must survive, each with another trouble in it. */
const SHAPES: Record<string, Shape> = {
  scattered: (draw, count) => many(count, () => anEvent(draw, START + draw.random() * 90 * DAY_MS)),
  "one instant": (draw, count) => many(count, () => anEvent(draw, START)),
  "one file": (draw, count) =>
    many(count, (index) => ({ ...anEvent(draw, START + index * draw.below(3) * 1000), path: "a/b.txt" })),
  "each file once": (draw, count) =>
    many(count, (index) => ({
      ...anEvent(draw, START + index * 40 * MINUTE_MS),
      path: `in/${index}-${draw.below(9)}`,
    })),
  "long paths": (draw, count) =>
    many(Math.min(count, 40), (index) => ({
      ...anEvent(draw, START + index * 3 * 3_600_000),
      path: `${draw.pick(["x", "7", "2026-01-05 ", "a/", "é"]).repeat(1000).slice(0, 4000)}${draw.below(5)}`,
    })),
  "odd names": (draw, count) =>
    many(count, (index) => ({
      ...anEvent(draw, START + index * 90 * MINUTE_MS),
      path: many(1 + draw.below(3), () => ODD_NAMES[draw.below(ODD_NAMES.length)] ?? "x").join(
        draw.pick(["/", "-", ""]),
      ),
    })),
  "clock jumps": (draw, count) => {
    let at = START;
    return many(count, () => {
      at += draw.below(20) * MINUTE_MS;
      if (draw.random() < 0.02) at = draw.pick([EARLIEST, LATEST, START, 0, at - 400 * DAY_MS]);
      return anEvent(draw, Math.min(LATEST, Math.max(EARLIEST, at)));
    });
  },
  "years of silence": (draw, count) =>
    many(count, (index) =>
      anEvent(draw, START + Math.floor(index / 20) * 900 * DAY_MS + index * 5 * MINUTE_MS),
    ),
  "zones change": (draw, count) =>
    many(count, (index) => ({
      ...anEvent(draw, START + index * 7 * 3_600_000),
      timeZone: ZONES[draw.below(ZONES.length)] ?? "UTC",
    })),
  "a routine": (draw, count) =>
    many(count, (index) => ({
      ...anEvent(draw, START + Math.floor(index / 3) * DAY_MS + (index % 3) * 2 * MINUTE_MS),
      op: "modified",
      path: `Reports/step-${index % 3}-${new Date(START + Math.floor(index / 3) * DAY_MS).toISOString().slice(0, 10)}.csv`,
    })),
  "a weekly rhythm among much else": (draw, count) =>
    many(count, (index) => {
      const isDue = index % 10 === 0;
      const week = START + Math.floor(index / 10) * 7 * DAY_MS;
      if (!isDue) return anEvent(draw, week + draw.random() * 7 * DAY_MS);
      const at = week + draw.below(10) * MINUTE_MS;
      return { ...anEvent(draw, at), op: "created", path: `weekly/plan ${index}.md` };
    }),
  // Every session does all of twelve files in another order: each subset is frequent, so are its orders.
  "many candidates": (draw, count) => {
    const order = many(12, (index) => index);
    return many(count, (index) => {
      const place = index % 12;
      if (place === 0) order.sort(() => draw.random() - 0.5);
      const at = START + Math.floor(index / 12) * (DAY_MS / 2) + place * MINUTE_MS;
      return { ...anEvent(draw, at), op: "opened", path: `set/file${order[place]}.md` };
    });
  },
  "one busy minute": (draw, count) =>
    many(count, (index) => ({
      ...anEvent(draw, START + Math.floor(index / 30) * DAY_MS + draw.random() * MINUTE_MS),
      path: `busy/${String.fromCharCode(97 + (index % 30))}.txt`,
    })),
  "bursts over all folders": (draw, count) =>
    many(count, (index) => ({
      ...anEvent(draw, START + Math.floor(index / 12) * DAY_MS + (index % 12) * 300),
      path: `${draw.pick(["/home/ada/", "/", "C:/", "", "shared/x/", "//host/", "shared/"])}${draw.below(6)}.bin`,
    })),
  "numbers in names": (draw, count) =>
    many(count, (index) => ({
      ...anEvent(draw, START + index * 50 * MINUTE_MS),
      path: `scan_${draw.below(4)}_${draw.below(40)}-${draw.below(2 ** 30).toString(16)} (${draw.below(3)}).pdf`,
    })),
};

/** A log that follows from the seed, at most `maxEvents` long: more than half of them a tenth of that, one in six half of it; also empty. */
export function randomLog(seed: number, maxEvents: number): { shape: string; events: MiningEvent[] } {
  const random = seededRandom(seed);
  const draw: Draw = {
    random,
    below: (limit) => Math.floor(random() * limit),
    pick: (list) => list[Math.floor(random() * list.length)] ?? list[0],
  };
  const names = Object.keys(SHAPES);
  const count = Math.floor(maxEvents * random() ** 4);
  const parts = many(1 + draw.below(2), () => names[draw.below(names.length)] ?? "scattered");
  const events = parts.flatMap((name) => SHAPES[name]?.(draw, Math.ceil(count / parts.length)) ?? []);
  if (count === 0) events.splice(draw.below(2));
  return {
    shape: parts.join(" and "),
    events: events.map((event, index) => ({ ...event, id: idOf(draw, index) })),
  };
}

/** The same in a random order. */
export function shuffled<T>(list: readonly T[], random: () => number): T[] {
  const copy = [...list];
  for (let last = copy.length - 1; last > 0; last--) {
    const other = Math.floor(random() * (last + 1));
    [copy[last], copy[other]] = [copy[other] as T, copy[last] as T];
  }
  return copy;
}

function anEvent({ below, random }: Draw, at: number): Omit<MiningEvent, "id"> {
  const op = EVENT_OPS[below(EVENT_OPS.length)] ?? "opened";
  return {
    occurredAt: Math.floor(at),
    timeZone: "Europe/Berlin",
    op,
    path: `folder${below(3)}/file${below(20)}.txt`,
    ...(op === "moved" && random() < 0.7 ? { fromPath: `folder${below(3)}/old${below(20)}.txt` } : {}),
    ...(random() < 0.5 ? { tool: random() < 0.5 ? "Excel" : "Chrome" } : {}),
  };
}

function idOf({ below }: Draw, index: number): string {
  const tail = index.toString(16).padStart(12, "0");
  return [`0190a000-0000-7000-8000-${tail}`, `line-${index}`, `${index}x`][below(3)] ?? tail;
}

function many<T>(count: number, make: (index: number) => T): T[] {
  return Array.from({ length: count }, (_, index) => make(index));
}
