import { expect, it } from "vitest";
import { filesAt, movesOfFiles, nearest } from "./restrict.ts";

const stamp = { size: 1, modifiedMs: 1 };

it("takes the files at the given paths and below them, and none that only begins alike", () => {
  const files = new Map(["a/1.txt", "a/b/2.txt", "ab/3.txt", "4.txt"].map((path) => [path, stamp]));

  expect([...filesAt(files, new Set(["a", "4.txt"])).keys()]).toEqual(["a/1.txt", "a/b/2.txt", "4.txt"]);
});

it("spells the move of a folder out for the files in it", () => {
  const moves = movesOfFiles(new Map([["2026", "2025"]]), ["2026/a/1.txt", "other/1.txt"]);

  expect([...moves]).toEqual([["2026/a/1.txt", "2025/a/1.txt"]]);
});

it("finds the nearest folder above a path", () => {
  const paths = new Set(["a", "a/b"]);

  expect(nearest("a/b/c.txt", paths)).toBe("a/b");
  expect(nearest("c.txt", paths)).toBeNull();
});
