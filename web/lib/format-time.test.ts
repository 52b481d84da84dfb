import { describe, expect, it } from "vitest";
import { formatAgo, formatClock, formatDay, formatSpan, formatUntil } from "./format-time.ts";

const at = (text: string) => Date.parse(text);
const berlin = { now: at("2026-11-16T09:30:00+01:00"), timeZone: "Europe/Berlin" };

describe("formatClock", () => {
  it("reads the clock of the person's zone", () => {
    expect(formatClock(at("2026-11-16T07:56:00Z"), "Europe/Berlin")).toBe("08:56");
  });
});

describe("formatDay", () => {
  it("leaves out the present year", () => {
    expect(formatDay(at("2026-11-02T09:00:00Z"), berlin)).toBe("Mon 2 Nov");
  });

  it("names another year", () => {
    expect(formatDay(at("2025-12-29T09:00:00Z"), berlin)).toBe("Mon 29 Dec 2025");
  });

  it("takes the day of the person's zone, not of UTC", () => {
    expect(formatDay(at("2026-11-01T23:30:00Z"), berlin)).toBe("Mon 2 Nov");
  });
});

describe("formatAgo", () => {
  it.each([
    ["2026-11-16T09:29:40+01:00", "just now"],
    ["2026-11-16T09:26:00+01:00", "4 min ago"],
    ["2026-11-16T00:10:00+01:00", "today 00:10"],
    ["2026-11-15T23:50:00+01:00", "yesterday"],
    ["2026-11-09T08:00:00+01:00", "Mon 9 Nov"],
  ])("says when %s was", (text, words) => {
    expect(formatAgo(at(text), berlin)).toBe(words);
  });

  it("takes a clock that is ahead for now", () => {
    expect(formatAgo(berlin.now + 90_000, berlin)).toBe("just now");
  });
});

describe("formatUntil", () => {
  it.each([
    ["2026-11-16T17:00:00+01:00", "today 17:00"],
    ["2026-11-17T08:00:00+01:00", "tomorrow 08:00"],
    ["2026-11-23T08:00:00+01:00", "Mon 23 Nov 08:00"],
  ])("says when %s will be", (text, words) => {
    expect(formatUntil(at(text), berlin)).toBe(words);
  });
});

describe("formatSpan", () => {
  it.each([
    [400, "1 s"],
    [40_000, "40 s"],
    [240_000, "4 min"],
    [7_200_000, "2 h"],
    [7_500_000, "2 h 05"],
    [86_400_000, "1 day"],
    [3 * 86_400_000, "3 days"],
  ])("says %d ms as %s", (span, words) => {
    expect(formatSpan(span)).toBe(words);
  });
});
