import { expect, test } from "vitest";
import { ignoredPaths } from "./ignored-paths.ts";

// The same list as in supabase/tests/45-privacy-settings.test.sql.
const CASES: [glob: string, path: string, isIgnored: boolean][] = [
  ["*.key", "a/b/server.key", true],
  ["*.key", "server.key.txt", false],
  ["Private/", "Private/diary.md", true],
  ["Private/", "Work/Private/diary.md", true],
  ["Private/", "Private", false],
  ["/Private/", "Work/Private/diary.md", false],
  ["Work/Tax", "Work/Tax/2026.pdf", true],
  ["Work/Tax", "Home/Work/Tax/2026.pdf", false],
  ["Work/*/raw", "Work/a/raw/x.csv", true],
  ["Work/*/raw", "Work/a/b/raw/x.csv", false],
  ["Work/**/raw", "Work/a/b/raw/x.csv", true],
  ["report?.pdf", "report1.pdf", true],
  ["report?.pdf", "report10.pdf", false],
  ["a.b", "axb", false],
  ["(x)+[y]", "(x)+[y]", true],
  ["back\\slash", "back\\slash", true],
  ["tax", "syntax", false],
];

test.each(CASES)("%s and %s", (glob, path, isIgnored) => {
  expect(ignoredPaths([glob])(path)).toBe(isIgnored);
});

test("no globs ignore nothing, several ignore what any of them does", () => {
  expect(ignoredPaths([])("x")).toBe(false);
  expect(ignoredPaths(["a", "b"])("b/c")).toBe(true);
});
