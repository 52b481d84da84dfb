import { eventId } from "./ingest.ts";

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
const WEEKS = 11;

interface PlannedEvent {
  at: number;
  op: string;
  path: string;
  fromPath?: string;
  tool?: string;
}

/**
 * Eleven weeks of somebody's work, ending now, with four routines in it: a weekly export that is cleaned and filed,
 * invoices that go to bookkeeping, a Friday backup, and three files that are worked on together.
 */
export function elevenWeeks(now: Date, timeZone: string): object[] {
  const today = Math.floor(now.getTime() / DAY_MS) * DAY_MS;
  const days = Array.from({ length: WEEKS * 7 }, (_, index) => today - (WEEKS * 7 - 1 - index) * DAY_MS);
  return days
    .flatMap((day, index) => workOf(day, index))
    .filter(({ at }) => at < now.getTime())
    .sort((one, other) => one.at - other.at)
    .map(({ at, ...event }) => ({
      id: eventId(new Date(at)),
      occurredAt: new Date(at).toISOString(),
      tz: timeZone,
      ...event,
    }));
}

function workOf(day: number, index: number): PlannedEvent[] {
  const weekday = new Date(day).getUTCDay();
  if (weekday === 0 || weekday === 6) return [];
  const date = new Date(day).toISOString().slice(0, 10);
  return [
    ...(weekday === 1 && index % 31 !== 8 ? weeklyExport(day, date, jitter(index)) : []),
    ...(weekday === 4 || weekday === 2 ? invoice(day, index) : []),
    ...(weekday === 5
      ? [{ at: at(day, 17, jitter(index)), op: "created", path: `Backups/studio-${date}.zip`, tool: "zip" }]
      : []),
    ...(weekday === 3 || (weekday === 1 && index % 2 === 0) ? clientDay(day, index) : []),
    ...otherWork(day, index),
  ];
}

function weeklyExport(day: number, date: string, late: number): PlannedEvent[] {
  const start = at(day, 8, 56 + (late % 9));
  return [
    { at: start, op: "downloaded", path: `Downloads/orders-${date}.csv`, tool: "Chrome" },
    { at: start + 4 * MINUTE_MS, op: "created", path: `Reports/orders-${date}.xlsx`, tool: "Excel" },
    { at: start + 6 * MINUTE_MS, op: "uploaded", path: `Finance/Weekly/orders-${date}.xlsx`, tool: "Chrome" },
  ];
}

function invoice(day: number, index: number): PlannedEvent[] {
  const number = 2000 + index * 3;
  const start = at(day, 14, (index * 13) % 50);
  return [
    { at: start, op: "downloaded", path: `Downloads/invoice-${number}.pdf`, tool: "Thunderbird" },
    {
      at: start + 3 * MINUTE_MS,
      op: "uploaded",
      path: `Bookkeeping/inbox/invoice-${number}.pdf`,
      tool: "Chrome",
    },
  ];
}

function clientDay(day: number, index: number): PlannedEvent[] {
  const start = at(day, 10 + (index % 3), (index * 7) % 40);
  const files = ["Client/brief.docx", "Client/budget.xlsx", "Client/notes.md"];
  const turned = [...files.slice(index % 3), ...files.slice(0, index % 3)];
  return turned.map((path, step) => ({ at: start + step * 3 * MINUTE_MS, op: "modified", path }));
}

function otherWork(day: number, index: number): PlannedEvent[] {
  return Array.from({ length: 18 }, (_, step) => {
    const pick = (index * 37 + step * 11) % 97;
    return {
      at: at(day, 9, 20 + ((step * 89 + index * 17) % 480)),
      op: step % 5 === 0 ? "created" : "modified",
      path: `${FOLDERS[pick % 4]}/${TOPICS[pick % 13]} ${TOPICS[(pick * 5 + step) % 13]}.${pick % 2 === 0 ? "md" : "docx"}`,
    };
  });
}

function at(day: number, hour: number, minute: number): number {
  return day + (hour * 60 + minute) * MINUTE_MS;
}

function jitter(index: number): number {
  return (index * 7) % 11;
}

const FOLDERS = ["Drafts", "Research", "Notes", "Archive"];
const TOPICS = [
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
