import { expect, it } from "vitest";
import { retryDelay } from "./retry-delay.ts";

it.each([
  [0, 1, 500],
  [0, 0, 250],
  [3, 1, 4_000],
  [50, 1, 30_000],
])("waits after %d failures with spread %d for %d ms", (failures, spread, delay) => {
  expect(retryDelay(failures, spread)).toBe(delay);
});
