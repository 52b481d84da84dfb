import { expect, test } from "vitest";
import { judgeTap } from "./tap.ts";

test("counts what passed, failed and was skipped", () => {
  const result = judgeTap([
    "1..4",
    "ok 1 - a",
    "not ok 2 - b",
    "ok 3 - c # SKIP no network",
    "not ok 4 - d # TODO later",
  ]);

  expect(result).toEqual({ passed: 1, failed: 1, skipped: 2, problems: ["test 2: b"] });
});

test("tells a failure with what the test had to say, without pgTAP's repetitions", () => {
  const result = judgeTap([
    "1..1",
    "not ok 1 - rows",
    '# Failed test 1: "rows"',
    "#     have: 2",
    "#     want: 3",
  ]);

  expect(result.problems).toEqual(["test 1: rows\n    have: 2\n    want: 3"]);
});

test("takes a plan at the end as well as at the beginning", () => {
  expect(judgeTap(["ok 1 - a", "1..1"])).toMatchObject({ passed: 1, failed: 0 });
});

test("fails a file that ran fewer or more tests than it planned", () => {
  expect(judgeTap(["1..2", "ok 1 - a"])).toMatchObject({
    failed: 1,
    problems: ["planned 2 tests but ran 1"],
  });
  expect(judgeTap(["1..1", "ok 1 - a", "ok 2 - b"])).toMatchObject({
    problems: ["planned 1 tests but ran 2"],
  });
});

test("fails a file without a plan", () => {
  expect(judgeTap(["ok 1 - a"])).toMatchObject({ failed: 1, problems: [expect.stringMatching(/no plan/)] });
});

test("fails tests that come out of order", () => {
  expect(judgeTap(["1..2", "ok 1 - a", "ok 3 - c"])).toMatchObject({
    problems: ["test 3 came where test 2 was due"],
  });
});
