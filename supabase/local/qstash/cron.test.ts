import { expect, test } from "vitest";
import { nextCronRun } from "./cron.ts";

const at = (text: string) => Date.parse(text);

test.each([
  ["*/5 * * * *", "2026-11-22T12:01:00Z", "2026-11-22T12:05:00Z"],
  ["0 9 * * 1-5", "2026-11-22T12:00:00Z", "2026-11-23T09:00:00Z"],
  ["CRON_TZ=America/New_York 0 9 * * *", "2026-11-22T12:00:00Z", "2026-11-22T14:00:00Z"],
  ["CRON_TZ=Europe/Berlin 30 2 * * *", "2026-07-01T00:00:00Z", "2026-07-01T00:30:00Z"],
  ["0 0 13 * 5", "2026-11-22T12:00:00Z", "2026-11-27T00:00:00Z"],
])("%s after %s is %s", (expression, after, expected) => {
  expect(nextCronRun(expression, at(after))).toBe(at(expected));
});

test.each(["* * * *", "* * * * * *", "61 * * * *", "CRON_TZ=Mars/Olympus * * * * *", "often"])(
  "refuses %s",
  (expression) => {
    expect(() => nextCronRun(expression, 0)).toThrow(`invalid cron expression "${expression}"`);
  },
);
