import { describe, expect, it } from "vitest";
import { parseEvent } from "../parse-event.ts";
import { uuidV7 } from "../uuid-v7.ts";
import type { FileChange } from "./compare-snapshots.ts";
import type { FoldedChange } from "./fold-storms.ts";
import { inferredAt, makeEvents } from "./make-events.ts";

const NOW = Date.UTC(2026, 10, 9, 8);
const stamp = { size: 12, modifiedMs: NOW - 1_000 };
const changes: (FileChange | FoldedChange)[] = [
  { op: "deleted", path: "old.txt", stamp },
  { op: "moved", path: "Archive/a.txt", fromPath: "a.txt", stamp },
  { op: "created", path: "photos/*.jpg", files: 20_000, bytes: 5_000 },
];

describe("makeEvents", () => {
  it("makes events that ingest takes, in the order of their times", () => {
    const times = new Map([
      ["old.txt", NOW - 10],
      ["Archive/a.txt", NOW - 30],
      ["photos/*.jpg", NOW - 20],
    ]);

    const events = makeEvents(changes, {
      atMs: ({ path }) => times.get(path) ?? NOW,
      tz: "Europe/Berlin",
      makeId: (timeMs) => uuidV7({ timeMs, bytes: new Uint8Array(10) }),
      isInferred: true,
    });

    expect(events.map(({ path }) => path)).toEqual(["Archive/a.txt", "photos/*.jpg", "old.txt"]);
    expect(events.map((event) => parseEvent(event, { now: NOW }).ok)).toEqual([true, true, true]);
    expect(events[1]).toMatchObject({ size: 5_000, details: { files: 20_000 }, inferred: true });
  });
});

describe("inferredAt", () => {
  const window = { sinceMs: NOW - 5_000, nowMs: NOW };
  const changed = (modifiedMs: number): FileChange => ({
    op: "modified",
    path: "a.txt",
    stamp: { size: 1, modifiedMs },
  });

  it("takes the file's own time when it lies in the time that was not listened to", () => {
    expect(inferredAt(changed(NOW - 3_000), window)).toBe(NOW - 3_000);
  });

  it("takes the end of that time for a copy that kept an old time, and for a time in the future", () => {
    expect(inferredAt(changed(NOW - 90_000), window)).toBe(NOW);
    expect(inferredAt(changed(NOW + 90_000), window)).toBe(NOW);
  });
});
