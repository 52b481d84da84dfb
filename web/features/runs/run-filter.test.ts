import { expect, test } from "vitest";
import { readRunFilter, runsPath, spanOf } from "./run-filter.ts";

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

test.each([
  ["UTC", "2026-11-01T00:00:00.000Z", "2026-11-02T00:00:00.000Z"],
  ["America/New_York", "2026-11-01T04:00:00.000Z", "2026-11-02T05:00:00.000Z"],
  ["Asia/Kolkata", "2026-10-31T18:30:00.000Z", "2026-11-01T18:30:00.000Z"],
])("a day in %s lasts from its own midnight to the next", (timeZone, since, until) => {
  expect(spanOf({ since: "2026-11-01", until: "2026-11-01" }, timeZone)).toEqual({ since, until });
  expect(spanOf({ since: "", until: "" }, timeZone)).toEqual({ since: null, until: null });
});
