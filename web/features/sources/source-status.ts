import type { WatchedFolder } from "../../state/watcher.ts";
import type { Source } from "./rows.ts";

/** `live`: takes events. `waits`: the person has to do something, or stopped it. `off`: not here, or nothing came yet. */
export interface SourceStatus {
  tone: "live" | "waits" | "off";
  words: string;
  /** What it means and what helps, where that is not plain. */
  detail: string | null;
}

/** How a watched folder stands, seen from this device. `watched` is undefined where the device does not know it. */
export function folderStatus(source: Source, watched: WatchedFolder | undefined): SourceStatus {
  if (source.paused_at !== null || watched?.state === "paused") {
    return {
      tone: "waits",
      words: "Paused",
      detail: "Nothing of it is kept, also not afterwards, until you resume it.",
    };
  }
  switch (watched?.state) {
    case undefined:
      return {
        tone: "off",
        words: "Off on this device",
        detail: "Another browser may watch it. To watch it here, choose the folder.",
      };
    case "starting":
      return { tone: "live", words: "Looking for what changed", detail: null };
    case "watching":
      return { tone: "live", words: "Watching", detail: watched.problem };
    case "needs permission":
      return {
        tone: "waits",
        words: "Needs your permission",
        detail:
          "The browser asks again after its last tab was closed. What changed since then is found when you allow it.",
      };
    case "gone":
      return {
        tone: "waits",
        words: "Not where it was",
        detail: "The folder was moved, renamed or deleted. Its events are kept; choose it again to go on.",
      };
    case "failed":
      return { tone: "waits", words: "Not watched", detail: watched.problem };
    default:
      return { tone: "live", words: "Watching", detail: null };
  }
}

/** How a source that sends by itself stands. */
export function senderStatus(source: Source): SourceStatus {
  if (source.paused_at !== null)
    return { tone: "waits", words: "Paused", detail: "What it sends is not kept until you resume it." };
  if (source.kind === "import") return { tone: "off", words: "Imported", detail: null };
  return source.last_event_at
    ? { tone: "live", words: "Takes events", detail: null }
    : { tone: "off", words: "Nothing came yet", detail: null };
}
