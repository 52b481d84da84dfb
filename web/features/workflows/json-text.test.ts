import { expect, test } from "vitest";
import { fromText, toText } from "./json-text.ts";

test.each([
  null,
  5,
  true,
  "plain",
  "5",
  "true",
  "",
  "null",
  "{{ trigger.path }}",
  '{"a": 1}',
  [1, "x"],
  { a: { b: null } },
])("%o is the same after it was shown and typed", (value) => {
  expect(fromText(toText(value))).toEqual(value);
});

test("what is being typed is a text until it is JSON", () => {
  expect(fromText('{"name": ')).toBe('{"name": ');
});
