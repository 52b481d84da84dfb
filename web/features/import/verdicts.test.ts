import { describe, expect, it } from "vitest";
import { addAnswer, addRefused, NO_VERDICTS } from "./verdicts.ts";

describe("addAnswer", () => {
  it("adds the counts and finds the line behind each refusal", () => {
    const first = addAnswer(NO_VERDICTS, { accepted: 2, duplicate: 1, rejected: [] }, [1, 2, 3]);

    const both = addAnswer(
      first,
      { accepted: 0, duplicate: 1, rejected: [{ index: 1, code: "too_large", message: "is long" }] },
      [7, 9],
    );

    expect(both).toEqual({
      accepted: 2,
      duplicate: 2,
      refused: [{ line: 9, code: "too_large", message: "is long" }],
      refusedCount: 1,
    });
  });
});

describe("addRefused", () => {
  it("counts all and keeps the first 500", () => {
    const many = Array.from({ length: 600 }, (_, line) => ({
      line,
      code: "outside_retention" as const,
      message: "old",
    }));

    const verdicts = addRefused(addRefused(NO_VERDICTS, many), many);

    expect([verdicts.refused.length, verdicts.refusedCount]).toEqual([500, 1200]);
  });
});
