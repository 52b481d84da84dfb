import { describe, expect, test, vi } from "vitest";
import { Pattern } from "./pattern.ts";
import { plantJourney } from "./testing/journey.ts";
import { inWords, mine } from "./testing/mine.ts";
import {
  addDays,
  type PlantedRoutine,
  permuteSymbols,
  plantNoise,
  plantRoutine,
  seededRandom,
  WORKDAYS,
} from "./testing/planted-log.ts";
import { reportRoutine } from "./testing/report-routine.ts";
import { MIN_DAYS } from "./thresholds.ts";

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const TWO_WEEKS = { firstDate: "2026-11-02", lastDate: "2026-11-15" };
const ZONE = "America/New_York";
const SEED = Number(process.env.FLOYO_TEST_SEED ?? Date.now() % 1_000_000);
console.log(`planted logs use FLOYO_TEST_SEED=${SEED}`);

function minuteOf(rrule: string): number {
  const part = (name: string) => Number(new RegExp(`${name}=(\\d+)`).exec(rrule)?.[1]);
  return part("BYHOUR") * 60 + part("BYMINUTE");
}

describe("report.py, clean.csv, report.pdf on ten weekdays inside 20 000 events of noise", () => {
  const random = seededRandom(SEED);
  const events = [
    ...plantRoutine({ routine: reportRoutine(ZONE), random, ...TWO_WEEKS }),
    ...plantNoise({ count: 20_000, timeZone: ZONE, random, ...TWO_WEEKS }),
  ];
  const found = mine(events);

  test("are found with their order, hour, zone and support, and nothing else is", () => {
    expect(found.map(inWords)).toEqual([
      "sequence: modified Reports/report.py → modified Reports/clean.csv → uploaded Reports/report.pdf | FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR",
    ]);
    expect(found[0]?.stats).toMatchObject({ support: 10, days: 10 });
    expect(found[0]?.rhythm).toMatchObject({ timeZone: ZONE, hits: 10, expected: 10 });
    expect(Math.abs(minuteOf(found[0]?.rhythm?.rrule ?? "") - 540)).toBeLessThanOrEqual(5);
    expect(found[0]?.steps.map(({ tool }) => tool)).toEqual(["VS Code", "Excel", "Chrome"]);
  });

  test("have the form that is stored", () => {
    expect(Pattern.parse(found[0])).toEqual(found[0]);
  });

  test("carry their evidence", () => {
    const evidence = found[0]?.evidence;

    expect(evidence?.expectedDays).toEqual(
      ["02", "03", "04", "05", "06", "09", "10", "11", "12", "13"].map((day) => ({
        date: `2026-11-${day}`,
        hit: true,
      })),
    );
    expect(evidence?.occurrences).toHaveLength(10);
    expect(evidence?.occurrences[0]).toMatchObject({
      date: "2026-11-02",
      hit: true,
      paths: ["Reports/report.py", "Reports/clean.csv", "Reports/report.pdf"],
    });
    const known = new Set(events.map(({ id }) => id));
    expect(evidence?.occurrences.flatMap(({ eventIds }) => eventIds).every((id) => known.has(id))).toBe(true);
  });

  test("are not found when who did what is shuffled over all events, in any of 20 shuffles", () => {
    for (let shuffle = 0; shuffle < 20; shuffle++) {
      const shuffled = permuteSymbols(events, seededRandom(SEED + shuffle));

      expect(mine(shuffled).map(inWords)).toEqual([]);
    }
  });
});

describe("other noise does not hide the routine", () => {
  test.each([
    ["few files", { files: 60, hours: "office" as const }],
    ["many files", { files: 3000, hours: "office" as const }],
    ["day and night", { files: 400, hours: "always" as const }],
  ])("%s", (_, kind) => {
    const random = seededRandom(SEED + 31);
    const events = [
      ...plantRoutine({ routine: reportRoutine(ZONE), random, ...TWO_WEEKS }),
      ...plantNoise({ count: 20_000, timeZone: ZONE, random, ...TWO_WEEKS, ...kind }),
    ];

    const best = mine(events)[0];

    expect(best?.steps.map(({ template }) => template)).toEqual([
      "Reports/report.py",
      "Reports/clean.csv",
      "Reports/report.pdf",
    ]);
    expect(best?.stats.support).toBe(10);
  });
});

describe("five more routines, drawn by the seed", () => {
  const random = seededRandom(SEED + 77);
  const between = (low: number, high: number) => low + Math.floor(random() * (high - low + 1));
  const clock = (hour: number) =>
    `${String(hour).padStart(2, "0")}:${String(between(0, 11) * 5).padStart(2, "0")}`;
  const weekday = between(1, 5);
  const routines: {
    routine: PlantedRoutine;
    days: number;
    kind: string;
    templates: string[];
    rule: string;
  }[] = [
    {
      days: 70,
      kind: "flow",
      rule: `FREQ=WEEKLY;BYDAY=${["SU", "MO", "TU", "WE", "TH", "FR", "SA"][weekday]}`,
      templates: ["Downloads/sales-{date}.csv", "Reports/sales-{date}.xlsx", "Team/sales-{date}.xlsx"],
      routine: {
        timeZone: "Europe/Berlin",
        at: clock(between(9, 16)),
        jitterMinutes: 10,
        weekdays: [weekday],
        steps: [
          { op: "downloaded", path: "Downloads/sales-{date}.csv", afterMinutes: 0 },
          { op: "created", path: "Reports/sales-{date}.xlsx", afterMinutes: between(1, 6) },
          { op: "uploaded", path: "Team/sales-{date}.xlsx", afterMinutes: between(1, 6) },
        ],
      },
    },
    {
      days: 21,
      kind: "sequence",
      rule: "FREQ=DAILY",
      templates: ["Lab/run.py", "Lab/raw.csv", "Lab/fit.ipynb", "Lab/plots.png", "Lab/notes.md"],
      routine: {
        timeZone: "Asia/Kolkata",
        at: clock(between(7, 19)),
        jitterMinutes: 8,
        weekdays: [0, 1, 2, 3, 4, 5, 6],
        steps: ["Lab/run.py", "Lab/raw.csv", "Lab/fit.ipynb", "Lab/plots.png", "Lab/notes.md"].map(
          (path) => ({
            op: "modified" as const,
            path,
            afterMinutes: between(1, 4),
          }),
        ),
      },
    },
    {
      days: 21,
      kind: "rhythm",
      rule: "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR",
      templates: ["Backups/db-{date}.zip"],
      routine: {
        timeZone: "Australia/Sydney",
        at: clock(between(18, 22)),
        jitterMinutes: 5,
        weekdays: WORKDAYS,
        steps: [{ op: "uploaded", path: "Backups/db-{date}.zip", afterMinutes: 0 }],
      },
    },
    {
      days: 35,
      kind: "sequence",
      rule: "FREQ=WEEKLY;BYDAY=MO,WE,FR",
      templates: ["Notes/standup-{date}.md", "Plan/board.xlsx"],
      routine: {
        timeZone: "America/Los_Angeles",
        at: clock(between(9, 11)),
        jitterMinutes: 6,
        weekdays: [1, 3, 5],
        steps: [
          { op: "created", path: "Notes/standup-{date}.md", afterMinutes: 0 },
          { op: "modified", path: "Plan/board.xlsx", afterMinutes: between(2, 8) },
        ],
      },
    },
    {
      days: 28,
      kind: "flow",
      rule: "FREQ=WEEKLY;BYDAY=TU,TH",
      templates: ["Downloads/invoice-{date}.pdf", "Invoices/invoice-{date}.pdf"],
      routine: {
        timeZone: "Europe/London",
        at: clock(between(10, 17)),
        jitterMinutes: 10,
        weekdays: [2, 4],
        steps: [
          { op: "downloaded", path: "Downloads/invoice-{date}.pdf", afterMinutes: 0 },
          {
            op: "moved",
            path: "Invoices/invoice-{date}.pdf",
            fromPath: "Downloads/invoice-{date}.pdf",
            afterMinutes: between(1, 5),
          },
        ],
      },
    },
  ];

  test.each(routines)("$kind of $templates", ({ routine, days, kind, templates, rule }) => {
    const span = { firstDate: "2026-08-03", lastDate: addDays("2026-08-03", days - 1) };
    const events = [
      ...plantRoutine({ routine, random: seededRandom(SEED + days), ...span }),
      ...plantNoise({ count: 5000, timeZone: routine.timeZone, random: seededRandom(SEED - days), ...span }),
    ];

    const found = mine(events);

    expect(found.map(inWords)).toEqual([
      `${kind}: ${templates.map((path, index) => `${routine.steps[index]?.op} ${path}`).join(" → ")} | ${rule}`,
    ]);
    expect(found[0]?.stats.days).toBe(
      events.filter(({ path }) => path.startsWith(templates[0]?.split("{")[0] ?? "")).length,
    );
    const wanted =
      Number(routine.at.slice(0, 2)) * 60 +
      Number(routine.at.slice(3)) +
      (routine.steps[0]?.afterMinutes ?? 0);
    expect(Math.abs(minuteOf(found[0]?.rhythm?.rrule ?? "") - wanted)).toBeLessThanOrEqual(6);
    expect(found[0]?.rhythm?.timeZone).toBe(routine.timeZone);
  });
});

describe(`the threshold of ${MIN_DAYS} days`, () => {
  const now = Date.UTC(2026, 10, 23, 15);
  const journey = plantJourney({ now, timeZone: "Europe/Berlin", seed: SEED });

  test("one day short gives nothing", () => {
    expect(mine(journey.history).map(inWords)).toEqual([]);
  });

  test("the day that completes it gives the routine", () => {
    expect(mine([...journey.history, ...journey.completing]).map(inWords)).toEqual([
      "flow: downloaded Downloads/orders-{date}.csv → created Reports/orders-{date}.xlsx → uploaded Finance/Weekly/orders-{date}.xlsx",
    ]);
  });
});

test("noise alone gives nothing", () => {
  for (let log = 0; log < 4; log++) {
    const events = plantNoise({
      count: 10_000,
      timeZone: ZONE,
      random: seededRandom(SEED + 1000 + log),
      firstDate: "2026-08-03",
      lastDate: "2026-10-31",
    });

    expect(mine(events).map(inWords)).toEqual([]);
  }
});
