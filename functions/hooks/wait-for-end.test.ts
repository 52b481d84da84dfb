import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Database } from "../_db/client.ts";
import { endOf } from "./wait-for-end.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Once the time is over, nothing is asked of the database any more. */
const unasked = (() => {
  throw new Error("the database was asked");
}) as unknown as Database;

test.each([
  [undefined, 30_000],
  [2_000, 2_000],
])("told to wait %s ms, a sender has its answer after %i ms at the latest", async (waitMs, longestMs) => {
  let answer: unknown = "none yet";
  const waiting = endOf(unasked, { run: "run", work: new Promise(() => {}), waitMs }).then((ended) => {
    answer = ended;
  });

  await vi.advanceTimersByTimeAsync(longestMs - 1);
  expect(answer).toBe("none yet");
  await vi.advanceTimersByTimeAsync(1);
  await waiting;

  expect(answer).toBeNull();
});
