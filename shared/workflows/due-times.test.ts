import { expect, test } from "vitest";
import { dueTimes } from "./due-times.ts";

const at = (time: string) => Date.parse(time);
const iso = ({ times, nextAt }: ReturnType<typeof dueTimes>) => ({
  times: times.map((time) => new Date(time).toISOString().slice(0, 16)),
  nextAt: nextAt === null ? null : new Date(nextAt).toISOString().slice(0, 16),
});
const daily = { cron: "0 9 * * *", rrule: null, timeZone: "UTC" };
const minutely = { cron: "* * * * *", rrule: null, timeZone: "UTC" };
const startsAt = at("2026-03-01T00:00Z");

test("before its time nothing starts, and the next time is told", () => {
  const due = dueTimes(
    { ...daily, missed: "once" },
    { countedUntil: at("2026-03-02T09:00Z"), startsAt, now: at("2026-03-03T08:59Z") },
  );

  expect(iso(due)).toEqual({ times: [], nextAt: "2026-03-03T09:00" });
});

test("at its time it starts once, whatever the policy", () => {
  for (const missed of ["skip", "once", "all"] as const) {
    const due = dueTimes(
      { ...daily, missed },
      { countedUntil: at("2026-03-02T09:00Z"), startsAt, now: at("2026-03-03T09:04Z") },
    );

    expect(iso(due)).toEqual({ times: ["2026-03-03T09:00"], nextAt: "2026-03-04T09:00" });
  }
});

test.each([
  ["skip", []],
  ["once", ["2026-03-05T09:00"]],
  ["all", ["2026-03-03T09:00", "2026-03-04T09:00", "2026-03-05T09:00"]],
] as const)("of three days without a clock, %s makes good %j", (missed, times) => {
  const due = dueTimes(
    { ...daily, missed },
    { countedUntil: at("2026-03-02T09:00Z"), startsAt, now: at("2026-03-05T20:00Z") },
  );

  expect(iso(due)).toEqual({ times, nextAt: "2026-03-06T09:00" });
});

test("a week of missed minutes starts the last one, those on time, or a hundred", () => {
  const span = { countedUntil: at("2026-03-02T00:00Z"), startsAt, now: at("2026-03-09T00:00:30Z") };

  const counts = (["once", "skip", "all"] as const).map((missed) => {
    const { times, nextAt } = dueTimes({ ...minutely, missed }, span);
    return [times.length, new Date(times.at(-1) ?? 0).toISOString().slice(5, 16), nextAt];
  });

  const nextAt = at("2026-03-09T00:01Z");
  expect(counts).toEqual([
    [1, "03-09T00:00", nextAt],
    [10, "03-09T00:00", nextAt],
    [100, "03-02T01:40", nextAt],
  ]);
});

test("nine o'clock stays nine o'clock when the clock changes", () => {
  const berlin = { cron: "0 9 * * *", rrule: null, timeZone: "Europe/Berlin", missed: "all" as const };

  const due = dueTimes(berlin, {
    countedUntil: at("2026-03-28T08:00Z"),
    startsAt,
    now: at("2026-03-29T12:00Z"),
  });

  expect(iso(due)).toEqual({ times: ["2026-03-29T07:00"], nextAt: "2026-03-30T07:00" });
});

test("a rule that is over starts its last time and no other", () => {
  const rule = {
    cron: null,
    rrule: "FREQ=DAILY;COUNT=2;BYHOUR=9;BYMINUTE=0;BYSECOND=0",
    timeZone: "UTC",
    missed: "all" as const,
  };

  const due = dueTimes(rule, { countedUntil: startsAt, startsAt, now: at("2026-03-10T00:00Z") });

  expect(iso(due)).toEqual({ times: ["2026-03-01T09:00", "2026-03-02T09:00"], nextAt: null });
});
