import { expect, test } from "vitest";
import { commonFolder } from "./bursts.ts";

test.each([
  [["a/b/c.txt", "a/b/d.txt"], "a/b/"],
  [["a/b/c.txt", "a/x.txt"], "a/"],
  [["/home/a.txt", "/srv/b.txt"], "/"],
  [["/a.txt", "b.txt"], ""],
  [["/home/ada/a.txt", "shared/b.txt"], ""],
  [["a.txt", "b.txt"], ""],
  [[], ""],
])("%j share the folder %j", (paths, expected) => {
  expect(commonFolder(paths)).toBe(expected);
});
