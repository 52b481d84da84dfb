import { expect, it } from "vitest";
import { pollPauseMs } from "./poll-pace.ts";

it.each([
  [0, 750],
  [100, 750],
  [1_000, 5_000],
  [30_000, 60_000],
])("after a look of %d ms it waits %d ms", (tookMs, pauseMs) => {
  expect(pollPauseMs(tookMs)).toBe(pauseMs);
});
