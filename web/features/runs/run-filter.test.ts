import { expect, test } from "vitest";
import { readRunFilter, runsPath } from "./run-filter.ts";

test("a filter is the same after it went through the address", () => {
  const path =
    "/runs?status=failed&workflow=0d2f1a54-0f0e-4f57-9a3c-6f8f6a1f2b3c&since=2026-11-01&until=2026-11-25&q=orders";

  expect(runsPath(readRunFilter(new URL(path, "https://floyo.invalid").searchParams))).toBe(path);
});

test("what is no filter is left out", () => {
  expect(
    runsPath(readRunFilter(new URLSearchParams("status=odd&workflow=1&since=2026-13-45&until=x&q="))),
  ).toBe("/runs");
});
