import { describe, expect, it } from "vitest";
import { judgeSent } from "./judge-sent.ts";

const batch = [{ n: 4 }, { n: 7 }, { n: 9 }];

describe("judgeSent", () => {
  it("lets everything go that got its verdict", () => {
    expect(judgeSent(batch, [])).toEqual({
      over: [4, 7, 9],
      refusedCount: 0,
      laterCount: 0,
      isClockAhead: false,
    });
  });

  it("keeps what comes from the future, and says so", () => {
    expect(judgeSent(batch, [{ index: 1, code: "outside_retention", retryable: true }])).toEqual({
      over: [4, 9],
      refusedCount: 0,
      laterCount: 1,
      isClockAhead: true,
    });
  });

  it("lets go of what was refused for good and counts it, but not what a pause kept away", () => {
    const rejected = [
      { index: 0, code: "duplicate_conflict", retryable: false },
      { index: 2, code: "source_paused", retryable: false },
    ] as const;

    expect(judgeSent(batch, rejected)).toMatchObject({ over: [4, 7, 9], refusedCount: 1 });
  });
});
