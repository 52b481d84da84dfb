import { expect, it } from "vitest";
import { parseEvent } from "../parse-event.ts";
import { SAMPLE_FOLDER, sampleLog } from "./sample-log.ts";

const NOW = Date.UTC(2026, 10, 25, 12);
const OPTIONS = { now: NOW, timeZone: "Europe/Berlin", folder: SAMPLE_FOLDER };

it("holds only events that ingest takes", () => {
  const refused = sampleLog(OPTIONS).filter((event) => !parseEvent(event, { now: NOW }).ok);

  expect(refused).toEqual([]);
});

it("gives the same events with the same ids each time, each id once", () => {
  const [first, second] = [sampleLog(OPTIONS), sampleLog(OPTIONS)];

  expect(first).toEqual(second);
  expect(new Set(first.map(({ id }) => id)).size).toBe(first.length);
});

it("says in every path that it is a sample", () => {
  const paths = sampleLog(OPTIONS).flatMap(({ path, fromPath }) => [path, fromPath ?? path]);

  expect(paths.filter((path) => !path.startsWith("Sample/"))).toEqual([]);
});

it("ends before now and begins eleven weeks ago", () => {
  const times = sampleLog(OPTIONS).map(({ occurredAt }) => Date.parse(occurredAt));

  expect(Math.max(...times)).toBeLessThan(NOW);
  expect(NOW - Math.min(...times)).toBeGreaterThan(70 * 86_400_000);
  expect(times).toEqual(times.toSorted((one, other) => one - other));
});
