import { expect, test } from "vitest";
import { readDuration } from "./ban-duration.ts";

test.each([
  ["24h", 86_400],
  ["1h30m", 5_400],
  ["1.5s", 1.5],
  ["300ms", 0.3],
  ["none", 0],
  ["12", null],
  ["", null],
  ["1d", null],
  ["-1h", null],
  ["1h and a half", null],
  ["99999999999999999999h", null],
])("a ban of %j lasts %j seconds", (text, seconds) => {
  expect(readDuration(text)).toBe(seconds);
});
