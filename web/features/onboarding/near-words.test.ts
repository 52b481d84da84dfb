import { describe, expect, it } from "vitest";
import { missingWords, nearExpectation, nearSentence } from "./near-words.ts";

const MOMENT = { now: Date.UTC(2026, 10, 25, 12), timeZone: "Europe/Berlin" };
const weekly = {
  steps: [
    { op: "downloaded" as const, template: "Downloads/orders-{date}.csv" },
    { op: "created" as const, template: "Reports/orders-{date}.xlsx" },
  ],
  days: ["2026-11-09", "2026-11-16", "2026-11-23"],
  weekday: 1,
  nextOn: "2026-11-30",
};

describe("what is nearly a routine", () => {
  it("is said with its steps and its day of the week", () => {
    expect(nearSentence(weekly)).toBe(
      "orders-{date}.csv was downloaded then orders-{date}.xlsx was created on 3 Mondays.",
    );
  });

  it("says which day would count next", () => {
    expect(nearExpectation(weekly, MOMENT)).toBe("3 of 5 days seen; Mon 30 Nov would make it 4.");
  });

  it("without a day of the week says how many are missing", () => {
    const mixed = { ...weekly, weekday: null, nextOn: null };

    expect(nearExpectation(mixed, MOMENT)).toBe("3 of 5 days seen; 2 more days with it, and Floyo can tell.");
    expect(nearExpectation({ ...mixed, days: [...mixed.days, "2026-11-24"] }, MOMENT)).toContain(
      "one more day",
    );
  });
});

describe("what is missing", () => {
  it("are days, while there are too few", () => {
    expect(missingWords({ daysSeen: 1, near: [] })).toContain("lie on 1 day.");
  });

  it("is repetition, once there are enough", () => {
    expect(missingWords({ daysSeen: 9, near: [] })).toContain("On 9 days nothing repeats");
    expect(missingWords({ daysSeen: 9, near: [weekly] })).toContain("comes nearest");
  });
});
