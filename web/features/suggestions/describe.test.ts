import { describe, expect, it } from "vitest";
import { backtestWords, chanceWords, kindWords, minutesWords, undoUntil } from "./describe.ts";

const rhythm = { rrule: "FREQ=DAILY", timeZone: "UTC", toleranceMinutes: 15, hits: 9, expected: 11 };

describe("kindWords", () => {
  it("adds that a sequence keeps hours", () => {
    expect(kindWords({ kind: "sequence", rhythm })).toBe("Rhythm and sequence");
  });

  it("does not say rhythm twice", () => {
    expect(kindWords({ kind: "rhythm", rhythm })).toBe("Rhythm");
  });
});

describe("backtestWords", () => {
  it("counts what was missed among what should have matched", () => {
    const backtest = {
      fired: 10,
      matched: 9,
      extra: 1,
      missed: 2,
      from: "2026-09-07T07:56:00Z",
      to: "2026-11-16T07:56:00Z",
    };

    expect(backtestWords(backtest)).toEqual({
      label: "Backtest, 70 days",
      figure: "9 of 11",
      rest: "matched, 1 extra",
    });
  });
});

describe("minutesWords", () => {
  it.each([
    [0.4, null],
    [38.2, "38 min"],
    [60, "1 h"],
    [130, "2 h 10"],
  ])("writes %d minutes as %s", (minutes, words) => {
    expect(minutesWords(minutes)).toBe(words);
  });
});

describe("undoUntil", () => {
  const dismissed = { status: "dismissed" as const, status_changed_at: "2026-11-01T00:00:00Z" };

  it("is open for a week", () => {
    expect(undoUntil(dismissed, Date.parse("2026-11-07T23:59:59Z"))).toBe(Date.parse("2026-11-08T00:00:00Z"));
  });

  it("is over after a week", () => {
    expect(undoUntil(dismissed, Date.parse("2026-11-08T00:00:00Z"))).toBeNull();
  });

  it("does not exist for what is still open", () => {
    expect(undoUntil({ ...dismissed, status: "open" }, Date.parse("2026-11-02T00:00:00Z"))).toBeNull();
  });
});

describe("chanceWords", () => {
  it.each([
    [0.4, 27.5, "0.4 days expected, so 28 times as often"],
    [1, 4, "1 day expected, so 4 times as often"],
    [0.001, 9000, "practically never"],
  ])("says %d expected days and lift %d in plain words", (expectedByChance, lift, words) => {
    expect(chanceWords({ expectedByChance, lift })).toBe(words);
  });
});
