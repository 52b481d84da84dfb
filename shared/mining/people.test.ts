import { expect, test } from "vitest";
import type { ScannedEvent } from "../events/import/scan-ndjson.ts";
import { createPeople } from "./people.ts";
import { eventAt } from "./state/state.ts";

const anEvent = (fields: Partial<ScannedEvent>): ScannedEvent => ({
  line: 1,
  actor: null,
  id: undefined,
  atMs: Date.parse("2026-01-05T09:00:00Z"),
  offsetMinutes: 0,
  timeZone: null,
  op: "opened",
  path: "a.txt",
  fromPath: undefined,
  tool: undefined,
  ...fields,
});

test("a zone that a later offset contradicts is changed from there on, and every event keeps its local time", () => {
  const people = createPeople({ givenZone: undefined, ownZone: "UTC" });
  const winter = Array.from({ length: 5000 }, (_, line) => anEvent({ line }));
  const summer = anEvent({ line: 6000, atMs: Date.parse("2026-07-06T09:00:00Z"), offsetMinutes: 60 });
  const abroad = anEvent({ line: 6001, atMs: Date.parse("2026-07-07T00:00:00Z"), offsetMinutes: 540 });

  for (const event of [...winter, summer, abroad]) people.take(event);
  const [person] = people.end();

  const zones = [0, 5000, 5001].map((index) => person && eventAt(person.state, index).timeZone);
  expect(zones).toEqual(["UTC", "Europe/London", "Asia/Tokyo"]);
});

test("a given zone and a zone that the line names stand above the offsets", () => {
  const people = createPeople({ givenZone: "Europe/Berlin", ownZone: "Europe/Berlin" });

  people.take(anEvent({ offsetMinutes: 300 }));
  people.take(anEvent({ line: 2, actor: "ada", timeZone: "Asia/Kolkata" }));
  const zones = people.end().map(({ state }) => eventAt(state, 0).timeZone);

  expect(zones).toEqual(["Europe/Berlin", "Asia/Kolkata"]);
});
