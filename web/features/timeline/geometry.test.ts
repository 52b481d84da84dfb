import { describe, expect, it } from "vitest";
import { dayEntries, eventsByDay, rowOfEvent } from "./day-entries.ts";
import { chunksOfRows, dayOfRow, layOut, mergeDays, rowOfDay } from "./geometry.ts";
import type { TimelineEvent } from "./timeline-event.ts";

const day = (name: string, events: number, sessions = 1) => ({ day: name, events, sessions });
const DAYS = [
  day("2026-11-24", 3, 2),
  day("2026-11-23", 290, 4),
  day("2026-11-20", 40, 1),
  day("2026-11-19", 260, 3),
];

function anEvent(at: string, id = "019aaab8-5c00-7000-8000-000000000001"): TimelineEvent {
  return {
    id,
    occurred_at: at,
    op: "modified",
    path: "a.md",
    from_path: null,
    tool: null,
    size: null,
    inferred: false,
  };
}

describe("layOut", () => {
  const geometry = layOut(DAYS, "Europe/Berlin");

  it("gives each day a row for its name, its sessions and its events", () => {
    expect(geometry.days.map(({ start, rows }) => [start, rows])).toEqual([
      [0, 6],
      [6, 295],
      [301, 42],
      [343, 264],
    ]);
    expect(geometry).toMatchObject({ rows: 607, events: 593 });
  });

  it("loads days together up to some hundreds of events, counted from the oldest", () => {
    expect(geometry.chunks).toEqual([
      { since: "2026-11-18T23:00:00.000Z", until: "2026-11-20T23:00:00.000Z", skip: 0, take: 300 },
      { since: "2026-11-22T23:00:00.000Z", until: "2026-11-24T23:00:00.000Z", skip: 0, take: 293 },
    ]);
  });

  it("leaves old chunks as they are when events arrive", () => {
    const later = layOut([day("2026-11-25", 9), ...DAYS], "Europe/Berlin");

    expect(later.chunks[0]).toEqual(geometry.chunks[0]);
  });

  it("cuts a large day into pieces and does not tell its sessions", () => {
    const large = layOut([day("2026-11-24", 1200, 7), day("2026-11-23", 5)], "UTC");

    expect(large.chunks.map(({ skip, take }) => [skip, take])).toEqual([
      [0, 5],
      [0, 500],
      [500, 500],
      [1000, 500],
    ]);
    expect(large.days[0]).toMatchObject({ rows: 1201, sessions: 0, chunk: 1 });
    expect(chunksOfRows(large, 495, 505)).toEqual([1, 2]);
    expect(chunksOfRows(large, 1195, 1205)).toEqual([3, 0]);
  });

  it("finds days and chunks by row", () => {
    expect(dayOfRow(geometry, 0)?.day).toBe("2026-11-24");
    expect(dayOfRow(geometry, 300)?.day).toBe("2026-11-23");
    expect(dayOfRow(geometry, 301)?.day).toBe("2026-11-20");
    expect(chunksOfRows(geometry, 290, 310)).toEqual([1, 0]);
    expect(chunksOfRows(layOut([], "UTC"), 0, 10)).toEqual([]);
  });

  it("leads to a day, or to the next older one", () => {
    expect(rowOfDay(geometry, "2026-11-23")).toBe(6);
    expect(rowOfDay(geometry, "2026-11-22")).toBe(301);
    expect(rowOfDay(geometry, "2030-01-01")).toBe(0);
    expect(rowOfDay(geometry, "2020-01-01")).toBe(606);
  });
});

describe("mergeDays", () => {
  it("takes the fresh counts from a day on", () => {
    expect(mergeDays(DAYS, [day("2026-11-24", 4, 2)], "2026-11-23")).toEqual([
      day("2026-11-24", 4, 2),
      DAYS[2],
      DAYS[3],
    ]);
  });
});

describe("dayEntries", () => {
  it("puts a session's name before its events, and cuts after more than half an hour", () => {
    const events = ["12:00", "11:45", "11:15", "10:44"].map((time) => anEvent(`2026-11-24T${time}:00Z`));

    expect(dayEntries(events).map((entry) => (entry.kind === "event" ? "·" : entry.count))).toEqual([
      3,
      "·",
      "·",
      "·",
      1,
      "·",
    ]);
    expect(dayEntries(events)[0]).toMatchObject({
      from: Date.parse("2026-11-24T11:15:00Z"),
      to: Date.parse("2026-11-24T12:00:00Z"),
    });
  });

  it("sorts events to the days of a zone", () => {
    const days = eventsByDay(
      [anEvent("2026-11-24T01:00:00Z"), anEvent("2026-11-23T23:30:00Z")],
      "Europe/Berlin",
    );

    expect([...days.keys()]).toEqual(["2026-11-24"]);
  });

  it("knows the row of an event", () => {
    const id = "019aaab8-5c00-7000-8000-000000000002";
    const entries = dayEntries([anEvent("2026-11-24T12:00:00Z"), anEvent("2026-11-24T11:00:00Z", id)]);
    const place = { day: "2026-11-24", events: 2, sessions: 2, start: 10, rows: 5, chunk: 0 };

    expect(rowOfEvent(place, entries, id)).toBe(14);
    expect(rowOfEvent(place, entries, "019aaab8-5c00-7000-8000-000000000003")).toBe(-1);
  });
});
