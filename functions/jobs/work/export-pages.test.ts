import { expect, test } from "vitest";
import { nextPages } from "./export-pages.ts";

const TABLES = [
  { name: "a", rows: 3 },
  { name: "b", rows: 0 },
  { name: "c", rows: 5 },
];

test("takes tables one after the other, and names the empty ones once", () => {
  expect(nextPages(TABLES, 0, 4)).toEqual([
    { table: "b", skip: 0, take: 0 },
    { table: "a", skip: 0, take: 3 },
    { table: "c", skip: 0, take: 1 },
  ]);
  expect(nextPages(TABLES, 4, 3)).toEqual([{ table: "c", skip: 1, take: 3 }]);
  expect(nextPages(TABLES, 7, 3)).toEqual([{ table: "c", skip: 4, take: 1 }]);
});

test("is at an end after the last row", () => {
  expect(nextPages(TABLES, 8, 4)).toEqual([]);
});
