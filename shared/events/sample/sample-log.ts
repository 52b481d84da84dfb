import type { EventOp, FileEvent } from "../event.ts";
import { writeInstant } from "../import/parse-written-time.ts";
import { instantOfWallClock, wallClockMs } from "../time-zone.ts";
import { uuidV7 } from "../uuid-v7.ts";

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/** Long enough for eleven of each weekday, which is what the sentences of a weekly routine are about. */
export const SAMPLE_WEEKS = 11;

/** The top folder of a sample that is loaded into an account: it stands before every path, wherever one is shown. */
export const SAMPLE_FOLDER = "Sample";

interface SampleOptions {
  /** Epoch milliseconds; the newest event lies before it. */
  now: number;
  timeZone: string;
  /** Stands before each path. (Default: none) */
  folder?: string;
}

interface Act {
  /** Minutes after local midnight. */
  at: number;
  op: EventOp;
  path: string;
  fromPath?: string;
  tool?: string;
}

/**
 * Eleven weeks of an office's work, written by us: an export that is cleaned and filed on Mondays (two were missed),
 * invoices that go to bookkeeping, a backup on Fridays, a brief, budget and notes that change together, and single edits
 * between. Ascending by time; the same options give the same events with the same ids.
 */
export function sampleLog({ now, timeZone, folder }: SampleOptions): FileEvent[] {
  const today = Math.floor(wallClockMs(timeZone, now) / DAY_MS);
  const place = (path: string) => (folder === undefined ? path : `${folder}/${path}`);
  const events: FileEvent[] = [];
  for (let ago = SAMPLE_WEEKS * 7 - 1; ago >= 0; ago--) {
    const day = today - ago;
    for (const [nth, { at, path, fromPath, ...act }] of actsOf(day, ago).entries()) {
      const atMs = instantOfWallClock(timeZone, day * DAY_MS + at * MINUTE_MS) + nth * 137;
      if (atMs >= now) continue;
      events.push({
        id: uuidV7({ timeMs: atMs, bytes: bytesOf(day, nth) }),
        occurredAt: writeInstant(atMs, timeZone),
        tz: timeZone,
        ...act,
        path: place(path),
        ...(fromPath === undefined ? {} : { fromPath: place(fromPath) }),
      });
    }
  }
  return events.sort((one, other) => Date.parse(one.occurredAt) - Date.parse(other.occurredAt));
}

const MONDAYS_MISSED = [3, 8];

/** What is done on a day, `day` counted from 1970-01-01. */
function actsOf(day: number, ago: number): Act[] {
  const weekday = (day + 4) % 7;
  if (weekday === 0 || weekday === 6) return [];
  const date = new Date(day * DAY_MS).toISOString().slice(0, 10);
  const week = Math.floor(ago / 7);
  const wobble = (range: number) => Math.round((spread(day) - 0.5) * 2 * range);
  const acts: Act[] = [];
  if (weekday === 1 && !MONDAYS_MISSED.includes(week)) acts.push(...mondayExport(date, 536 + wobble(7)));
  if (weekday === 2 || weekday === 4) acts.push(...invoice(day, 860 + wobble(24)));
  if (weekday === 3 || (weekday === 1 && week % 2 === 0)) acts.push(...clientWork(day, 640 + wobble(60)));
  if (weekday === 5) {
    acts.push({ at: 1020 + wobble(8), op: "created", path: `Backups/studio-${date}.zip`, tool: "zip" });
  }
  return [...acts, ...singleEdits(day)];
}

function mondayExport(date: string, at: number): Act[] {
  return [
    { at, op: "downloaded", path: `Downloads/orders-${date}.csv`, tool: "Firefox" },
    { at: at + 4, op: "created", path: `Reports/orders-${date}.xlsx`, tool: "LibreOffice" },
    { at: at + 6, op: "uploaded", path: `Finance/Weekly/orders-${date}.xlsx`, tool: "Firefox" },
  ];
}

function invoice(day: number, at: number): Act[] {
  const name = `invoice-${2000 + (day % 700) * 3}.pdf`;
  return [
    { at, op: "downloaded", path: `Downloads/${name}`, tool: "Thunderbird" },
    { at: at + 3, op: "moved", path: `Bookkeeping/Inbox/${name}`, fromPath: `Downloads/${name}` },
  ];
}

/** Three files that change together, each time in another order. */
function clientWork(day: number, at: number): Act[] {
  const files = ["Client/brief.docx", "Client/budget.xlsx", "Client/notes.md"];
  const turn = day % 3;
  return [...files.slice(turn), ...files.slice(0, turn)].map((path, index) => ({
    at: at + index * 3,
    op: "modified",
    path,
  }));
}

/** Files that are touched now and then, at no time of their own: what a routine has to stand out from. */
function singleEdits(day: number): Act[] {
  return Array.from({ length: 14 }, (_, nth) => {
    const pick = Math.floor(spread(day * 31 + nth * 7) * 169);
    const [first = "", second = ""] = [WORDS[pick % 13], WORDS[Math.floor(pick / 13)]];
    return {
      at: 560 + Math.floor(spread(day * 53 + nth * 101) * 470),
      op: nth % 5 === 0 ? "created" : "modified",
      path: `${FOLDERS[pick % 4]}/${first} ${second}.${pick % 2 === 0 ? "md" : "docx"}`,
    } satisfies Act;
  });
}

/** A number in [0, 1) that follows from a whole number and looks like chance (mulberry32). */
function spread(seed: number): number {
  const state = (Math.imul(seed, 0x9e3779b1) + 0x6d2b79f5) | 0;
  let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
  mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
}

function bytesOf(day: number, nth: number): Uint8Array {
  return Uint8Array.from({ length: 10 }, (_, index) =>
    Math.floor(spread(day * 9973 + nth * 131 + index) * 256),
  );
}

const FOLDERS = ["Drafts", "Research", "Notes", "Archive"];
const WORDS = [
  "amber",
  "birch",
  "cedar",
  "dune",
  "ember",
  "fern",
  "grove",
  "heath",
  "iris",
  "jade",
  "kelp",
  "larch",
  "moss",
];
