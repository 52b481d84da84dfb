import { expect, test } from "vitest";
import { readArray, writeArray } from "./value-arrays.ts";

const text = (value: string) => value;

test("reads a null among texts as null and a quoted NULL as text", () => {
  expect(readArray('{a,NULL,"NULL"}', text)).toEqual(["a", null, "NULL"]);
});

test("reads quotes, backslashes, commas, braces and empty items", () => {
  expect(readArray('{"a\\"b","c\\\\d","e,{f}",""}', text)).toEqual(['a"b', "c\\d", "e,{f}", ""]);
});

test("reads nested arrays and those with bounds", () => {
  expect(readArray("[0:1][1:2]={{1,2},{3,4}}", Number)).toEqual([
    [1, 2],
    [3, 4],
  ]);
});

test("reads an empty array", () => {
  expect(readArray("{}", text)).toEqual([]);
});

test.each([[["a", null, "NULL", "", 'q"', "b\\", "{,}"]], [[["x"], ["y"]]], [[]]])(
  "writes %j so that it reads the same",
  (items) => {
    expect(readArray(writeArray(items), text)).toEqual(items);
  },
);

test("leaves a literal as it is", () => {
  expect(writeArray("{1,2}")).toBe("{1,2}");
});
