import { describe, expect, it } from "vitest";
import type { WatchedFolder } from "../../state/watcher.ts";
import type { Source } from "./rows.ts";
import { folderStatus, senderStatus } from "./source-status.ts";

const source: Source = {
  id: "5f0a1c1e-3a43-4e37-9d5b-0d5a3f0f1c11",
  org_id: "0d5a3f0f-3a43-4e37-9d5b-5f0a1c1e1c11",
  kind: "folder",
  name: "Documents",
  created_at: "2026-11-22T09:00:00Z",
  paused_at: null,
  last_event_at: null,
};
const watched: WatchedFolder = {
  sourceId: source.id,
  folderName: "Documents",
  state: "watching",
  how: "observer",
  files: 3,
  waiting: 0,
  problem: null,
  heardUntilMs: 0,
};

describe("folderStatus", () => {
  it.each([
    ["watching", "live", "Watching"],
    ["starting", "live", "Looking for what changed"],
    ["needs permission", "waits", "Needs your permission"],
    ["gone", "waits", "Not where it was"],
    ["failed", "waits", "Not watched"],
  ] as const)("says of %s: %s, %s", (state, tone, words) => {
    expect(folderStatus(source, { ...watched, state })).toMatchObject({ tone, words });
  });

  it("says that a folder of another device is off on this one", () => {
    expect(folderStatus(source, undefined)).toMatchObject({ tone: "off", words: "Off on this device" });
  });

  it("says paused before anything else", () => {
    const paused = { ...source, paused_at: "2026-11-22T09:00:00Z" };

    expect(folderStatus(paused, { ...watched, state: "needs permission" }).words).toBe("Paused");
    expect(folderStatus(paused, undefined).words).toBe("Paused");
  });

  it("tells why events wait while it is watched", () => {
    expect(folderStatus(source, { ...watched, problem: "No connection." }).detail).toBe("No connection.");
  });
});

describe("senderStatus", () => {
  it("does not call an import live, nor a device that never sent", () => {
    expect(senderStatus({ ...source, kind: "import" }).tone).toBe("off");
    expect(senderStatus({ ...source, kind: "cli" })).toMatchObject({
      tone: "off",
      words: "Nothing came yet",
    });
    expect(senderStatus({ ...source, kind: "cli", last_event_at: "2026-11-22T09:00:00Z" }).tone).toBe("live");
  });
});
