import { expect, test } from "vitest";
import { MOST_SHOWN, savedText, shownText } from "./long-value.ts";

test("64 KiB of a value are shown, and that it was cut is known", () => {
  expect(shownText("a".repeat(MOST_SHOWN))).toEqual({ text: "a".repeat(MOST_SHOWN), isCut: false });
  expect(shownText("a".repeat(MOST_SHOWN + 1))).toEqual({ text: "a".repeat(MOST_SHOWN), isCut: true });
  expect(shownText({ rows: [1] })).toEqual({ text: '{\n  "rows": [\n    1\n  ]\n}', isCut: false });
});

test.each([
  [{ rows: Array.from({ length: 30_000 }, (_, row) => ({ row, name: "Ü “quoted”\n" })) }],
  ["a text with “quotes” and\nlines"],
  [null],
  [undefined],
])("the saved file holds the whole value", (value) => {
  expect(JSON.parse(savedText(value))).toEqual(value ?? null);
});
