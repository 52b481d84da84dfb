import type { EventOp, FileEvent } from "../../events/event.ts";
import { writeInstant } from "../../events/import/parse-written-time.ts";
import { instantOfWallClock } from "../../events/time-zone.ts";
import { uuidV7 } from "../../events/uuid-v7.ts";

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;

/** Numbers in [0, 1) that follow from the seed (mulberry32). */
export function seededRandom(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export interface PlantedStep {
  op: EventOp;
  /** May hold `{date}`, which becomes the day of the occurrence. */
  path: string;
  fromPath?: string;
  tool?: string;
  /** Minutes after the step before. */
  afterMinutes: number;
}

export interface PlantedRoutine {
  steps: PlantedStep[];
  timeZone: string;
  /** Local time of the first step, `HH:MM`. */
  at: string;
  jitterMinutes: number;
  /** 0 is Sunday. */
  weekdays: number[];
}

export const WORKDAYS = [1, 2, 3, 4, 5];

/** The routine on each of its days from `firstDate` to `lastDate` (local, inclusive), but for those in `missed`. */
export function plantRoutine(of: {
  routine: PlantedRoutine;
  firstDate: string;
  lastDate: string;
  random: () => number;
  missed?: readonly string[];
}): FileEvent[] {
  const { routine, random } = of;
  return datesBetween(of.firstDate, of.lastDate)
    .filter((date) => routine.weekdays.includes(new Date(date).getUTCDay()) && !of.missed?.includes(date))
    .flatMap((date) => {
      const jitter = (random() + random() - 1) * routine.jitterMinutes;
      let atMs = localInstant(date, routine.at, routine.timeZone) + jitter * MINUTE_MS;
      return routine.steps.map((step) => {
        atMs += step.afterMinutes * (0.8 + 0.4 * random()) * MINUTE_MS;
        return makeEvent(
          {
            op: step.op,
            path: step.path.replaceAll("{date}", date),
            ...(step.fromPath === undefined ? {} : { fromPath: step.fromPath.replaceAll("{date}", date) }),
            ...(step.tool === undefined ? {} : { tool: step.tool }),
          },
          atMs,
          routine.timeZone,
          random,
        );
      });
    });
}

const FOLDERS = [
  "Finance",
  "Clients",
  "Projects/atlas",
  "Design",
  "Legal",
  "Research",
  "Teaching",
  "Personal",
];
const NAMES =
  "budget forecast contract proposal survey minutes agenda sketch poster outline draft sample ledger receipt quote order stock supplier letter review policy handbook slides memo permit notes essay figure table appendix".split(
    " ",
  );
const EXTENSIONS = ["docx", "xlsx", "pdf", "md", "txt", "png", "pptx", "ipynb"];

/**
 * What else a person does: sessions in working hours, visits to a folder's more and less popular files, a popular file,
 * lock files, package installs. Nothing in it repeats on purpose.
 */
export function plantNoise(of: {
  count: number;
  firstDate: string;
  lastDate: string;
  timeZone: string;
  random: () => number;
  /** How many files there are to open. (Default: 400) */
  files?: number;
  /** `office` (default): working hours. `always`: any minute of day and night is as likely. */
  hours?: "office" | "always";
}): FileEvent[] {
  const { random, timeZone } = of;
  const dates = datesBetween(of.firstDate, of.lastDate);
  const pick = <T>(list: readonly T[], fallback: T): T =>
    list[Math.floor(random() * list.length)] ?? fallback;
  const folders = FOLDERS.map((folder) =>
    Array.from({ length: Math.ceil((of.files ?? 400) / FOLDERS.length) }, (_, index) => {
      const name = `${pick(NAMES, "draft")}-${pick(NAMES, "notes")}${random() < 0.2 ? ` ${index % 90}` : ""}`;
      return `${folder}/${name}.${pick(EXTENSIONS, "md")}`;
    }),
  );
  const events: FileEvent[] = [];
  const put = (op: EventOp, path: string, atMs: number) => {
    if (events.length < of.count) events.push(makeEvent({ op, path }, atMs, timeZone, random));
  };
  while (events.length < of.count) {
    const date = pick(dates, of.firstDate);
    const isWeekend = [0, 6].includes(new Date(date).getUTCDay());
    if (of.hours !== "always" && isWeekend && random() < 0.8) continue;
    const hour = of.hours === "always" ? random() * 24 : 8 + random() * 10;
    let atMs = localInstant(date, "00:00", timeZone) + hour * 60 * MINUTE_MS;
    const kind = random();
    if (kind < 0.15) {
      const package_ = pick(NAMES, "draft");
      const count = 10 + Math.floor(random() * 30);
      for (let index = 0; index < count; index++) {
        put(
          "created",
          kind < 0.1 ? `code/app/node_modules/${package_}/${index}.js` : `Photos/in/${package_}-${index}.raw`,
          atMs,
        );
        atMs += 100;
      }
      continue;
    }
    const folder = pick(folders, []);
    const count = 2 + Math.floor(random() * 8);
    for (let index = 0; index < count; index++) {
      const path = folder[Math.floor(random() ** 1.5 * folder.length)] ?? "Finance/budget.xlsx";
      put(random() < 0.7 ? "opened" : random() < 0.7 ? "modified" : "created", path, atMs);
      if (random() < 0.05) put("created", path.replace(/([^/]+)$/, "~$$$1"), atMs + 90);
      if (random() < 0.1) put("opened", "Personal/todo.md", atMs + 4000);
      atMs += 3000 + random() * 50_000;
    }
  }
  return events;
}

/** The null case: who did what is shuffled over all events, times and ids stay. */
export function permuteSymbols(events: readonly FileEvent[], random: () => number): FileEvent[] {
  const order = events.map((_, index) => index);
  for (let last = order.length - 1; last > 0; last--) {
    const other = Math.floor(random() * (last + 1));
    [order[last], order[other]] = [order[other] ?? 0, order[last] ?? 0];
  }
  return events.map((event, index) => {
    const { op, path, fromPath, tool } = events[order[index] ?? 0] ?? event;
    const { id, occurredAt, tz } = event;
    return {
      id,
      occurredAt,
      tz,
      op,
      path,
      ...(fromPath === undefined ? {} : { fromPath }),
      ...(tool === undefined ? {} : { tool }),
    };
  });
}

/** The same event at another time, with a new id. */
export function shiftEvent(event: FileEvent, byMs: number, random: () => number): FileEvent {
  const { op, path, fromPath, tool } = event;
  const fields = {
    op,
    path,
    ...(fromPath === undefined ? {} : { fromPath }),
    ...(tool === undefined ? {} : { tool }),
  };
  return makeEvent(fields, Date.parse(event.occurredAt) + byMs, event.tz, random);
}

/** The day `days` after a date, both `YYYY-MM-DD`. */
export function addDays(date: string, days: number): string {
  return new Date(Date.parse(date) + days * DAY_MS).toISOString().slice(0, 10);
}

export function datesBetween(firstDate: string, lastDate: string): string[] {
  const count = Math.round((Date.parse(lastDate) - Date.parse(firstDate)) / DAY_MS) + 1;
  return Array.from({ length: Math.max(0, count) }, (_, index) => addDays(firstDate, index));
}

function localInstant(date: string, time: string, timeZone: string): number {
  return instantOfWallClock(timeZone, Date.parse(`${date}T${time}:00Z`));
}

function makeEvent(
  fields: Pick<FileEvent, "op" | "path" | "fromPath" | "tool">,
  atMs: number,
  timeZone: string,
  random: () => number,
): FileEvent {
  const timeMs = Math.round(atMs);
  const bytes = Uint8Array.from({ length: 10 }, () => Math.floor(random() * 256));
  return {
    id: uuidV7({ timeMs, bytes }),
    occurredAt: writeInstant(timeMs, timeZone),
    tz: timeZone,
    ...fields,
  };
}
