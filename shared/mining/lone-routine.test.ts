import { expect, test } from "vitest";
import type { MiningEvent } from "./mining-event.ts";
import { patterns } from "./patterns.ts";
import { newState, update } from "./state/state.ts";
import { MIN_DAYS } from "./thresholds.ts";

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;
const START = Date.parse("2026-09-07T09:00:00Z");
const STEPS = ["Reports/report.py", "Reports/clean.csv", "Reports/report.pdf"];

let made = 0;
function anEvent(occurredAt: number, path: string): MiningEvent {
  const id = `${String(made++).padStart(8, "0")}-0000-7000-8000-000000000000`;
  return { id, occurredAt, timeZone: "UTC", op: "modified", path };
}

/** One routine on `days` days among edits of files that are touched once each. */
function logWithOneRoutine(days: number): MiningEvent[] {
  return Array.from({ length: 14 }, (_, day) => {
    const morning = START + day * DAY_MS;
    const single = Array.from({ length: 20 }, (_, index) =>
      anEvent(
        morning + (30 + index * 11) * MINUTE_MS,
        `Notes/${String.fromCharCode(97 + day)}/${WORDS[index]}.md`,
      ),
    );
    if (day % 3 !== 0 || day / 3 >= days) return single;
    return [...STEPS.map((path, step) => anEvent(morning + step * 2 * MINUTE_MS, path)), ...single];
  }).flat();
}

const WORDS =
  "amber birch cedar dune ember fern grove heath iris jade kelp larch moss nettle oak pine quartz reed sage thyme".split(
    " ",
  );

test("the only files touched again are a routine, not each other's excuse", () => {
  const found = patterns(update(newState(), logWithOneRoutine(MIN_DAYS)));

  expect(found.map(({ steps }) => steps.map(({ template }) => template))).toEqual([STEPS]);
});

test("one day fewer is nothing yet", () => {
  expect(patterns(update(newState(), logWithOneRoutine(MIN_DAYS - 1)))).toEqual([]);
});
