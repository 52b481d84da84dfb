import { describe, expect, test } from "vitest";
import { findAbsence } from "./find-absence.ts";

const at = (text: string) => Date.parse(text);
const weekly = {
  rule: { every: "week" as const, interval: 1, weekdays: [1], times: [540] },
  dtstart: at("2026-09-07T09:02:00+02:00"),
  toleranceMinutes: 15,
  lastHitAt: at("2026-10-19T09:04:00+02:00"),
};

describe("the absence of a rhythm", () => {
  test("is none while the tolerance runs", () => {
    expect(findAbsence(weekly, "Europe/Berlin", at("2026-10-26T09:14:00+01:00"))).toBeNull();
  });

  test("begins when the tolerance is over, in local time after a change of the clocks", () => {
    expect(findAbsence(weekly, "Europe/Berlin", at("2026-10-26T09:15:00+01:00"))).toEqual({
      expectedAt: at("2026-10-26T09:00:00+01:00"),
      missed: 1,
      lastHitAt: weekly.lastHitAt,
    });
  });

  test("counts what was missed in a row and names the last", () => {
    expect(findAbsence(weekly, "Europe/Berlin", at("2026-11-12T12:00:00+01:00"))).toMatchObject({
      expectedAt: at("2026-11-09T09:00:00+01:00"),
      missed: 3,
    });
  });

  test("knows the weeks of a rule of every second week", () => {
    const fortnightly = { ...weekly, rule: { ...weekly.rule, interval: 2 } };

    expect(findAbsence(fortnightly, "Europe/Berlin", at("2026-10-30T12:00:00+01:00"))).toBeNull();
    expect(findAbsence(fortnightly, "Europe/Berlin", at("2026-11-03T12:00:00+01:00"))).toMatchObject({
      missed: 1,
    });
  });

  test("of a month's last working day is due on a Friday when the month ends on a weekend", () => {
    const monthly = {
      ...weekly,
      rule: { every: "working-day" as const, interval: 1, workingDay: -1 as const, times: [1020] },
      lastHitAt: at("2026-09-30T17:03:00+02:00"),
    };

    expect(findAbsence(monthly, "Europe/Berlin", at("2026-10-30T17:20:00+01:00"))).toMatchObject({
      expectedAt: at("2026-10-30T17:00:00+01:00"),
      missed: 1,
    });
  });

  test("of a rule around midnight takes a hit after midnight for the day before", () => {
    const late = {
      ...weekly,
      rule: { every: "day" as const, interval: 1, times: [1435] },
      lastHitAt: at("2026-10-20T00:02:00+02:00"),
    };

    expect(findAbsence(late, "Europe/Berlin", at("2026-10-20T23:00:00+02:00"))).toBeNull();
    expect(findAbsence(late, "Europe/Berlin", at("2026-10-21T01:00:00+02:00"))).toMatchObject({ missed: 1 });
  });

  test("of a rule in hours counts instants", () => {
    const hourly = {
      rule: { every: "hour" as const, interval: 6 },
      dtstart: at("2026-10-01T02:10:00Z"),
      toleranceMinutes: 5,
      lastHitAt: at("2026-10-20T08:12:00Z"),
    };

    expect(findAbsence(hourly, "UTC", at("2026-10-20T14:12:00Z"))).toBeNull();
    expect(findAbsence(hourly, "UTC", at("2026-10-20T20:20:00Z"))).toEqual({
      expectedAt: at("2026-10-20T20:10:00Z"),
      missed: 2,
      lastHitAt: hourly.lastHitAt,
    });
  });

  test("is found in bounded time long after a rhythm ended", () => {
    const daily = { ...weekly, rule: { every: "day" as const, interval: 1, times: [540] } };

    expect(findAbsence(daily, "Europe/Berlin", at("9000-01-01T00:00:00Z"))?.missed).toBe(800);
  });
});
