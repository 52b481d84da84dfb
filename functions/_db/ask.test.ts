import fc from "fast-check";
import { expect, test } from "vitest";
import { literal } from "./ask.ts";

test.each([
  ["Ana's", "'Ana''s'"],
  ["'; drop table runs; --", "'''; drop table runs; --'"],
  ["\\'", "'\\'''"],
  ["", "''"],
  [null, "null"],
  [-1.5, "-1.5"],
])("%j becomes %s", (value, expected) => {
  expect(literal(value)).toBe(expected);
});

test("no text ends its literal early", () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom("'", "\\", ";", "a", "\n", "$") }), (text) => {
      const inner = literal(text).slice(1, -1);

      expect(inner.replaceAll("''", "")).not.toContain("'");
      expect(inner.replaceAll("''", "'")).toBe(text);
    }),
  );
});

test("what is no number is refused", () => {
  expect(() => literal(Number.NaN)).toThrow("no number");
});
