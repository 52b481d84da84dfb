import { expect, it } from "vitest";
import { missedBy } from "./absence.ts";

const missed = {
  absence: { expectedAt: "2026-11-23T09:00:00Z", missed: 1, lastHitAt: "2026-11-16T09:04:00Z" },
  toleranceMinutes: 20,
};
const at = (time: string) => Date.parse(time);

it("tells a missed day from the end of the time in which it was expected", () => {
  expect(missedBy(missed, { now: at("2026-11-23T09:21:00Z"), days: 7 })).toBe(at("2026-11-23T09:20:00Z"));
});

it("tells nothing while it may still come", () => {
  expect(missedBy(missed, { now: at("2026-11-23T09:19:00Z"), days: 7 })).toBeNull();
});

it("tells nothing that is history", () => {
  expect(missedBy(missed, { now: at("2026-12-01T09:21:00Z"), days: 7 })).toBeNull();
});
