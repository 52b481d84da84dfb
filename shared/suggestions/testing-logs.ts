import type { EventOp, FileEvent } from "../events/event.ts";
import { plantNoise, plantRoutine, seededRandom, WORKDAYS } from "../mining/testing/planted-log.ts";

const SPAN = { firstDate: "2026-08-31", lastDate: "2026-11-08" };
const TIME_ZONE = "Europe/Berlin";
const EVERY_DAY = [0, 1, 2, 3, 4, 5, 6];
const TIMES = ["08:40", "09:55", "11:10", "13:25", "14:50", "16:05"];

export interface CatalogueLog {
  /** `op path`, in order; `op from > path` for a move. */
  steps: string[];
  /** `rhythm`: at 09:30 on these days. `loose`: at other times each day, so that only the steps repeat. */
  days: number[];
  when: "rhythm" | "loose";
  /** Companions: the steps come in another order each time. */
  isShuffled?: boolean;
}

const workdays = (...steps: string[]): CatalogueLog => ({ steps, days: WORKDAYS, when: "loose" });
const weekly = (...steps: string[]): CatalogueLog => ({ steps, days: [1], when: "rhythm" });
const daily = (...steps: string[]): CatalogueLog => ({ steps, days: EVERY_DAY, when: "rhythm" });
const together = (...steps: string[]): CatalogueLog => ({
  steps,
  days: WORKDAYS,
  when: "loose",
  isShuffled: true,
});

/** For tests: what a person does for whom an entry of the catalogue was made, by the entry's id. */
export const CATALOGUE_LOGS: Record<string, CatalogueLog> = {
  "invoices-to-bookkeeping": workdays(
    "downloaded Downloads/invoice-{date}.pdf",
    "moved Downloads/invoice-{date}.pdf > Bookkeeping/2026/invoice-{date}.pdf",
  ),
  "bank-statement-import": weekly("downloaded Downloads/statement-{date}.csv", "modified Books/ledger.xlsx"),
  "csv-clean-and-hand-on": weekly(
    "downloaded Downloads/orders-{date}.csv",
    "created Reports/orders-{date}.xlsx",
    "uploaded Sales/orders-{date}.xlsx",
  ),
  "report-that-builds-itself": workdays(
    "modified Lab/report.py",
    "modified Lab/clean.csv",
    "uploaded Lab/report.pdf",
  ),
  "table-to-workbook": weekly("created Exports/stock-{date}.csv", "created Exports/stock-{date}.xlsx"),
  "document-to-pdf": workdays("modified Letters/newsletter.docx", "created Letters/newsletter-{date}.pdf"),
  "screenshots-filing": workdays(
    "created Desktop/Screenshot {date}.png",
    "moved Desktop/Screenshot {date}.png > Bugs/Screenshot {date}.png",
  ),
  "images-for-the-web": workdays("created Shoot/IMG-{date}.raw", "created Web/IMG-{date}.jpg"),
  "rename-by-date": weekly("created Scans/scan.pdf", "moved Scans/scan.pdf > Scans/letter-{date}.pdf"),
  "downloads-put-away": workdays(
    "downloaded Downloads/paper-{date}.pdf",
    "moved Downloads/paper-{date}.pdf > Library/paper-{date}.pdf",
  ),
  "release-notes": weekly("modified app/package.json", "modified app/CHANGELOG.md"),
  "contract-for-signature": workdays("modified Deals/offer.docx", "uploaded Deals/offer-{date}.pdf"),
  "archive-when-done": weekly("modified Cases/index.xlsx", "created Archive/cases-{date}.zip"),
  "tell-the-team": workdays("modified Plan/board.xlsx", "uploaded Team/board-{date}.xlsx"),
  "upload-when-ready": workdays("modified Site/home.html", "uploaded www/home.html"),
  "steps-as-checklist": workdays("opened Desk/inbox.txt", "opened Desk/today.txt", "opened Desk/waiting.txt"),
  "backup-watch": daily("uploaded Vault/backup-{date}.tar"),
  "timesheet-prepared": { steps: ["modified Desk/timesheet.ods"], days: WORKDAYS, when: "rhythm" },
  "meeting-notes-ready": weekly("created Meetings/agenda-{date}.md"),
  "report-on-time": weekly("uploaded Board/status-{date}.pdf"),
  "export-fetched": weekly("downloaded Downloads/crm-{date}.csv"),
  "clean-up-on-time": { steps: ["deleted Scratch/render-{date}.mov"], days: [5], when: "rhythm" },
  "open-on-time": { steps: ["opened Desk/planner.txt"], days: WORKDAYS, when: "rhythm" },
  "missing-file-reminder": { steps: ["modified Rota/week.txt"], days: [3], when: "rhythm" },
  "template-folder": together(
    "created Clients/{date}/brief.docx",
    "created Clients/{date}/budget.xlsx",
    "created Clients/{date}/notes.md",
  ),
  "bundle-to-send": together("uploaded Tax/a.pdf", "uploaded Tax/b.pdf", "uploaded Tax/c.pdf"),
  "project-workspace": together("opened app/main.py", "opened app/model.py", "opened app/run.ipynb"),
  "keep-in-step": together(
    "modified Docs/prices-de.docx",
    "modified Docs/prices-en.docx",
    "modified Docs/prices-fr.docx",
  ),
  "open-together": together(
    "opened Clients/brief.docx",
    "opened Clients/budget.xlsx",
    "opened Clients/todo.txt",
  ),
};

/** The log of an entry, with a person's other work around it. */
export function plantCatalogueLog(id: string, seed: number): FileEvent[] {
  const log = CATALOGUE_LOGS[id];
  if (!log) throw new RangeError(`the catalogue has no test log for ${id}`);
  const random = seededRandom(seed);
  const noise = plantNoise({ count: 2500, timeZone: TIME_ZONE, random, ...SPAN });
  const times = log.when === "rhythm" ? ["09:30"] : TIMES;
  const planted = times.flatMap((at, index) =>
    weeksOf(index, times.length).flatMap((span) => {
      const steps = log.steps.map(readStep);
      const order = log.isShuffled ? rotate(steps, index) : steps;
      const routine = { timeZone: TIME_ZONE, at, jitterMinutes: 6, weekdays: log.days, steps: order };
      return plantRoutine({ routine, random, ...span });
    }),
  );
  return [...planted, ...noise];
}

function readStep(text: string, index: number) {
  const [op = "", rest = ""] = [text.slice(0, text.indexOf(" ")), text.slice(text.indexOf(" ") + 1)];
  const [from, to] = rest.split(" > ");
  // The literals above are the ops of the wire form.
  const base = { op: op as EventOp, path: to ?? from ?? "", afterMinutes: index === 0 ? 0 : 3 };
  return to === undefined ? base : { ...base, fromPath: from };
}

/** Loose logs take one day each in turn at another time; a rhythm takes the whole span. */
function weeksOf(index: number, count: number): { firstDate: string; lastDate: string }[] {
  if (count === 1) return [SPAN];
  const days = Array.from({ length: 70 }, (_, day) => day).filter((day) => day % count === index);
  return days.map((day) => {
    const date = new Date(Date.parse(SPAN.firstDate) + day * 86_400_000).toISOString().slice(0, 10);
    return { firstDate: date, lastDate: date };
  });
}

function rotate<T>(items: readonly T[], by: number): T[] {
  const turned = items.map((_, index) => items[(index + by) % items.length] as T); // The index stays inside.
  return by % 2 === 0 ? turned : turned.reverse();
}
