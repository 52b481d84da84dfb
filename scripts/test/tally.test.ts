import { expect, test } from "vitest";
import { add, crashed, ending, nothing } from "./tally.ts";

test("a run without failures ends with the closing line alone", () => {
  expect(ending({ ...nothing, passed: 12, skipped: 1 })).toEqual(["12 passed, 0 failed, 1 skipped"]);
});

test("failures of all parts are named before it", () => {
  const unit = { ...nothing, passed: 3, failed: 1, failures: ["unit: a.test.ts > adds"] };

  expect(ending(add(unit, crashed("e2e", "the site does not build\n    at line 3")))).toEqual([
    "Failed:",
    "  unit: a.test.ts > adds",
    "  e2e: the site does not build",
    "3 passed, 2 failed",
  ]);
});

test("a failure without a name is still said", () => {
  expect(ending({ ...nothing, failed: 1 })).toEqual([
    "Failed:",
    "  and 1 without a name: see above",
    "0 passed, 1 failed",
  ]);
});
