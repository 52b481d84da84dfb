import { describe, expect, test } from "vitest";
import { backoffMs, retryWait } from "./retry-delay.ts";

const NOW = Date.parse("2026-11-22T12:00:00Z");
const waitFor = (headers: Record<string, string[]>, retryDelay?: string) =>
  retryWait({ retried: 1, retryDelay, headers, now: NOW });

test("the backoff is the documented table: 12 s, 2m28, 30m8, 6h7m, 24 h, 24 h", () => {
  const seconds = [1, 2, 3, 4, 5, 6].map((n) => Math.floor(backoffMs(n) / 1000));

  expect(seconds).toEqual([12, 148, 1808, 22_026, 86_400, 86_400]);
});

describe("the destination's wish", () => {
  test.each([
    ["retry-after", "0", { afterMs: 0 }],
    ["retry-after", "10", { afterMs: 10_000 }],
    ["retry-after", "6m5s", { afterMs: 365_000 }],
    ["x-ratelimit-reset", "2", { afterMs: 2000 }],
    ["x-ratelimit-reset-requests", "100ms", { afterMs: 100 }],
    ["x-ratelimit-reset-tokens", "1s", { afterMs: 1000 }],
    ["retry-after", "Sun, 22 Nov 2026 12:00:30 GMT", { at: NOW + 30_000 }],
  ])("%s: %s is honoured", (name, value, expected) => {
    expect(waitFor({ [name]: [value] }, "5")).toEqual(expected);
  });

  test.each(["86401", "25h", "Tue, 24 Nov 2026 12:00:00 GMT", "soon"])(
    "%s falls back to the backoff",
    (value) => {
      expect(waitFor({ "retry-after": [value] })).toEqual({ afterMs: backoffMs(2) });
    },
  );
});

test("the message's own expression replaces the backoff, from 0 up to a day", () => {
  expect(waitFor({}, "1000 * (1 + retried)")).toEqual({ afterMs: 2000 });
  expect(waitFor({}, "0 - 5")).toEqual({ afterMs: 0 });
  expect(waitFor({}, "pow(10, 12)")).toEqual({ afterMs: 86_400_000 });
  expect(waitFor({}, "1 / 0")).toEqual({ afterMs: backoffMs(2) });
});
