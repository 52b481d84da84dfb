import { expect, test } from "vitest";
import type { MiningEvent } from "../mining-event.ts";
import { newState, update } from "../state/state.ts";
import { buildStream } from "./build-stream.ts";

const START = Date.parse("2026-09-07T09:00:00Z");
const MINUTE_MS = 60_000;
let made = 0;

function anEvent(minutes: number, changes: Partial<MiningEvent> = {}): MiningEvent {
  const id = `${String(made++).padStart(8, "0")}-0000-7000-8000-000000000000`;
  const occurredAt = START + minutes * MINUTE_MS;
  return { id, occurredAt, timeZone: "UTC", op: "modified", path: "Notes/plan.md", ...changes };
}

function streamOf(events: readonly MiningEvent[]) {
  return buildStream(update(newState(), events)).stream;
}

function stepsOf(events: readonly MiningEvent[]): string[] {
  const { symbolOf, symbols } = streamOf(events);
  return Array.from(symbolOf, (symbol) => `${symbols.ops[symbol]} ${symbols.templates[symbol]}`);
}

test("fifty saves within minutes of each other are one act", () => {
  expect(streamOf(Array.from({ length: 50 }, (_, index) => anEvent(index * 0.5))).size).toBe(1);
});

test("coming back after a break is another act", () => {
  expect(streamOf([anEvent(0), anEvent(1), anEvent(45)]).size).toBe(2);
});

test("a new file and its first saves are one act", () => {
  expect(stepsOf([anEvent(0, { op: "created" }), anEvent(0.5), anEvent(1)])).toEqual([
    "created Notes/plan.md",
  ]);
});

test("saves of two files do not join", () => {
  expect(streamOf([anEvent(0), anEvent(0.2, { path: "Notes/other.md" }), anEvent(0.4)]).size).toBe(2);
});

test("the order in which repeats came in does not matter", () => {
  const saves = Array.from({ length: 9 }, (_, index) => anEvent(index * 2));

  expect(streamOf([...saves].reverse()).times).toEqual(streamOf(saves).times);
});

test("what is only done in bursts is one act on the folder they share", () => {
  const burst = Array.from({ length: 12 }, (_, index) =>
    anEvent(index / 100, { op: "created", path: `Exports/${"abcdefghijkl"[index]}/list.csv` }),
  );

  expect(stepsOf([...burst, anEvent(60)])).toEqual(["created Exports/{files}", "modified Notes/plan.md"]);
});

test("a file that is also used by itself stays a file in a burst", () => {
  const alone = [anEvent(0), anEvent(60), anEvent(120)];
  const burst = Array.from({ length: 12 }, (_, index) =>
    anEvent(180 + index / 100, { path: index === 5 ? "Notes/plan.md" : `Notes/${"abcdefghijkl"[index]}.md` }),
  );

  expect(stepsOf([...alone, ...burst])).toEqual([
    ...Array.from({ length: 3 }, () => "modified Notes/plan.md"),
    "modified Notes/plan.md",
    "modified Notes/{files}",
  ]);
});

test("local days and minutes are those of each event's own zone", () => {
  const late = { occurredAt: Date.parse("2026-09-07T23:30:00Z") };
  const { localDay, localMinute } = streamOf([
    anEvent(0, { ...late, path: "a.md", timeZone: "UTC" }),
    anEvent(0, { ...late, path: "b.md", timeZone: "Europe/Berlin" }),
  ]);

  expect([...localDay].map((day) => day - (localDay[0] ?? 0))).toEqual([0, 1]);
  expect([...localMinute]).toEqual([1410, 90]);
});
