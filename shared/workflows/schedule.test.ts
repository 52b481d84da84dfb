import { expect, test } from "vitest";
import { nextDue } from "./schedule.ts";

const times = (
  schedule: { cron?: string; rrule?: string; timeZone?: string },
  from: string,
  count: number,
) => {
  const found: string[] = [];
  let after = Date.parse(from);
  for (let index = 0; index < count; index++) {
    const due = nextDue(
      { cron: null, rrule: null, timeZone: "Europe/Berlin", ...schedule },
      { after, startsAt: Date.parse(from) },
    );
    if (due === null) break;
    found.push(new Date(due).toISOString().slice(0, 16));
    after = due;
  }
  return found;
};

test("08:56 stays 08:56 across the end of summer time", () => {
  expect(times({ cron: "56 8 * * *" }, "2026-10-23T12:00:00Z", 3)).toEqual([
    "2026-10-24T06:56",
    "2026-10-25T07:56",
    "2026-10-26T07:56",
  ]);
});

test("a time the clock skips comes once that night, one it repeats comes once", () => {
  expect(times({ cron: "30 2 * * *" }, "2027-03-27T12:00:00Z", 2)).toHaveLength(2);
  expect(times({ cron: "30 2 * * *" }, "2027-03-27T12:00:00Z", 1)[0]).toMatch(/^2027-03-28T01:/);
  expect(
    new Set(times({ cron: "30 2 * * *" }, "2026-10-24T12:00:00Z", 3).map((at) => at.slice(0, 10))).size,
  ).toBe(3);
});

test("a rule for a time that the clock skips comes an hour later by the clock, one that it repeats once", () => {
  const rrule = "FREQ=DAILY;BYHOUR=2;BYMINUTE=30";

  expect(times({ rrule }, "2027-03-27T00:00:00Z", 3)).toEqual([
    "2027-03-27T01:30",
    "2027-03-28T01:30",
    "2027-03-29T00:30",
  ]);
  expect(times({ rrule }, "2026-10-24T12:00:00Z", 2)).toEqual(["2026-10-25T00:30", "2026-10-26T01:30"]);
  const newYork = { rrule: "FREQ=WEEKLY;BYDAY=SU;BYHOUR=2;BYMINUTE=15", timeZone: "America/New_York" };
  expect(times(newYork, "2027-03-08T12:00:00Z", 2)).toEqual(["2027-03-14T07:15", "2027-03-21T06:15"]);
  expect(times({ rrule: "FREQ=HOURLY;INTERVAL=1" }, "2027-03-28T00:30:00Z", 2)).toEqual([
    "2027-03-28T01:00",
    "2027-03-28T02:00",
  ]);
});

test.each([
  ["FREQ=WEEKLY;BYDAY=MO;BYHOUR=8;BYMINUTE=56", ["2026-11-30T07:56", "2026-12-07T07:56"]],
  [
    "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1;BYHOUR=17;BYMINUTE=0",
    ["2026-11-30T16:00", "2026-12-31T16:00"],
  ],
  ["FREQ=MONTHLY;BYMONTHDAY=5;BYHOUR=9;BYMINUTE=0", ["2026-12-05T08:00", "2027-01-05T08:00"]],
  ["FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29,30", ["2028-02-28T23:00", "2032-02-28T23:00"]],
  ["FREQ=HOURLY;INTERVAL=6", ["2026-11-25T16:00", "2026-11-25T22:00"]],
])("%s", (rrule, expected) => {
  expect(times({ rrule }, "2026-11-25T10:00:00Z", 2)).toEqual(expected);
});

test.each([
  { cron: "0 0 31 2 *" },
  { rrule: "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=31" },
  { rrule: "FREQ=WEEKLY;BYMONTHDAY=-31;BYMONTH=4,6" },
  { rrule: "RRULE:FREQ=HOURLY;BYMONTH=2;BYMONTHDAY=30,31" },
])("a day that there is not never comes, and is not searched for long: %j", (schedule) => {
  const begun = performance.now();

  expect(times(schedule, "2026-11-25T10:00:00Z", 1)).toEqual([]);
  expect(performance.now() - begun).toBeLessThan(200);
});

test.each([{ cron: "nonsense" }, { cron: "61 * * * *" }, { rrule: "FREQ=SOMETIMES" }])(
  "%j is refused",
  (schedule) => {
    expect(() => times(schedule, "2026-11-25T10:00:00Z", 1)).toThrow(RangeError);
  },
);
