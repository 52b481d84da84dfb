import { describe, expect, it } from "vitest";
import { calendarDays, expectedBand, weekCells } from "./picture-data.ts";
import { variantsOf } from "./variants.ts";

const rhythm = (rrule: string) => ({
  rrule,
  timeZone: "Europe/Berlin",
  toleranceMinutes: 15,
  hits: 9,
  expected: 11,
});
const occurrence = (startedAt: string, hit = true) => ({
  startedAt,
  date: startedAt.slice(0, 10),
  eventIds: [],
  paths: [],
  hit,
});

describe("weekCells", () => {
  it("counts starts by hour on the clock of the pattern's zone, in summer and winter", () => {
    const occurrences = ["2026-10-19T06:56:00Z", "2026-10-26T07:50:00Z", "2026-10-25T23:30:00Z"].map((at) =>
      occurrence(at),
    );

    expect(weekCells({ timeZone: "Europe/Berlin", occurrences, expectedDays: [] })).toEqual([
      { day: 0, hour: 8, count: 2 },
      { day: 0, hour: 0, count: 1 },
    ]);
  });

  it("takes the counts of all times where mining keeps them", () => {
    const weekHours = Array.from({ length: 168 }, (_, hour) => (hour === 8 ? 30 : hour === 167 ? 1 : 0));

    expect(weekCells({ timeZone: "UTC", occurrences: [], expectedDays: [], weekHours })).toEqual([
      { day: 0, hour: 8, count: 30 },
      { day: 6, hour: 23, count: 1 },
    ]);
  });
});

describe("expectedBand", () => {
  it.each([
    ["FREQ=WEEKLY;BYDAY=FR,MO;BYHOUR=8;BYMINUTE=56", { days: [0, 4], from: 521, to: 551 }],
    ["FREQ=DAILY;BYHOUR=0;BYMINUTE=5", { days: [0, 1, 2, 3, 4, 5, 6], from: -10, to: 20 }],
    ["FREQ=MONTHLY;BYMONTHDAY=5;BYHOUR=9", { days: [0, 1, 2, 3, 4, 5, 6], from: 525, to: 555 }],
    ["FREQ=MONTHLY;BYDAY=-1FR;BYHOUR=9", { days: [4], from: 525, to: 555 }],
    ["FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1;BYHOUR=9", { days: [0, 1, 2, 3, 4], from: 525, to: 555 }],
    ["FREQ=HOURLY;INTERVAL=6;BYHOUR=0", null],
    ["FREQ=WEEKLY;BYDAY=MO", null],
  ])("of %s", (rrule, band) => {
    expect(expectedBand(rhythm(rrule))).toEqual(band);
  });
});

describe("calendarDays", () => {
  it("tells kept, missed and other days apart", () => {
    const days = calendarDays({
      timeZone: "UTC",
      occurrences: [
        occurrence("2026-11-02T08:56:00Z"),
        occurrence("2026-11-04T15:00:00Z", false),
        occurrence("2026-11-09T15:00:00Z", false),
      ],
      expectedDays: [
        { date: "2026-11-02", hit: true },
        { date: "2026-11-09", hit: false },
        { date: "2026-11-16", hit: false },
      ],
    });

    expect(Object.fromEntries(days.map(({ date, state }) => [date, state]))).toEqual({
      "2026-11-02": "seen",
      "2026-11-04": "other",
      "2026-11-09": "other",
      "2026-11-16": "missed",
    });
  });
});

describe("variantsOf", () => {
  const event = (op: "created" | "modified", path: string, tool: string | null) => ({
    id: "019aaab8-5c00-7000-8000-000000000001",
    occurred_at: "2026-11-16T08:00:00Z",
    op,
    path,
    from_path: null,
    tool,
    size: null,
  });

  it("sorts events to the steps they fit, and counts tools and paths", () => {
    const steps = [
      { op: "created" as const, template: "in/orders-{date}.csv" },
      { op: "modified" as const, template: "in/orders-{date}.csv" },
    ];
    const events = [
      event("created", "in/orders-2026-11-02.csv", "Chrome"),
      event("created", "in/orders-2026-11-09.csv", "Chrome"),
      event("created", "in/orders-2026-11-16.csv", "Firefox"),
      event("modified", "in/orders-2026-11-16.csv", null),
      event("modified", "elsewhere.csv", "vim"),
    ];

    const [first, second] = variantsOf(steps, events);

    expect(first?.tools).toEqual([
      { name: "Chrome", count: 2 },
      { name: "Firefox", count: 1 },
    ]);
    expect(first?.paths[0]).toEqual({ path: "in/orders-2026-11-16.csv", count: 1 });
    expect(second).toEqual({ tools: [], paths: [{ path: "in/orders-2026-11-16.csv", count: 1 }] });
  });
});
