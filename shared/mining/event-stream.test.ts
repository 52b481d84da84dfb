import { expect, test } from "vitest";
import { buildStream } from "./event-stream.ts";
import type { MiningEvent } from "./mining-event.ts";

const START = Date.parse("2026-09-07T09:00:00Z");
const MINUTE_MS = 60_000;
let made = 0;

function anEvent(minutes: number, changes: Partial<MiningEvent> = {}): MiningEvent {
  const id = `${String(made++).padStart(8, "0")}-0000-7000-8000-000000000000`;
  const occurredAt = START + minutes * MINUTE_MS;
  return { id, occurredAt, timeZone: "UTC", op: "modified", path: "Notes/plan.md", ...changes };
}

test("fifty saves within minutes of each other are one act", () => {
  const saves = Array.from({ length: 50 }, (_, index) => anEvent(index * 0.5));

  expect(buildStream(saves).times).toHaveLength(1);
});

test("coming back after a break is another act", () => {
  expect(buildStream([anEvent(0), anEvent(1), anEvent(45)]).times).toHaveLength(2);
});

test("a new file and its first saves are one act", () => {
  const stream = buildStream([anEvent(0, { op: "created" }), anEvent(0.5), anEvent(1)]);

  expect(stream.events.map(({ op }) => op)).toEqual(["created"]);
});

test("saves of two files do not join", () => {
  const stream = buildStream([anEvent(0), anEvent(0.2, { path: "Notes/other.md" }), anEvent(0.4)]);

  expect(stream.times).toHaveLength(2);
});

test("the order in which repeats came in does not matter", () => {
  const saves = Array.from({ length: 9 }, (_, index) => anEvent(index * 2));

  expect(buildStream([...saves].reverse()).times).toEqual(buildStream(saves).times);
});
