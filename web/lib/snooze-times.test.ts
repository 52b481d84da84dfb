import { describe, expect, it } from "vitest";
import { nextMonday, tomorrowMorning } from "./snooze-times.ts";

const iso = (ms: number) => new Date(ms).toISOString();
const inBerlin = (text: string) => ({ now: Date.parse(text), timeZone: "Europe/Berlin" });

describe("tomorrowMorning", () => {
  it("is eight o'clock on the person's clock, also across the change of summer time", () => {
    expect(iso(tomorrowMorning(inBerlin("2026-10-24T23:30:00+02:00")))).toBe("2026-10-25T07:00:00.000Z");
  });

  it("counts from the person's day, not from the day in UTC", () => {
    expect(iso(tomorrowMorning(inBerlin("2026-11-17T00:10:00+01:00")))).toBe("2026-11-18T07:00:00.000Z");
  });
});

describe("nextMonday", () => {
  it.each([
    ["2026-11-16T10:00:00+01:00", "2026-11-23T07:00:00.000Z"],
    ["2026-11-20T10:00:00+01:00", "2026-11-23T07:00:00.000Z"],
    ["2026-11-22T10:00:00+01:00", "2026-11-23T07:00:00.000Z"],
  ])("after %s is %s", (now, monday) => {
    expect(iso(nextMonday(inBerlin(now)))).toBe(monday);
  });
});
