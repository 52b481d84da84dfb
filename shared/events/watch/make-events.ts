import type { FileEvent } from "../event.ts";
import type { FileChange } from "./compare-snapshots.ts";
import type { FoldedChange } from "./fold-storms.ts";

interface MakeEventsOptions {
  /** When a change happened, in epoch milliseconds. */
  atMs: (change: FileChange | FoldedChange) => number;
  tz: string;
  /** Makes a UUIDv7 of that time. */
  makeId: (atMs: number) => string;
  /** Found by comparing with what was there before Floyo stopped listening. */
  isInferred: boolean;
}

/** The events that tell these changes, in the order in which they happened. */
export function makeEvents(
  changes: readonly (FileChange | FoldedChange)[],
  { atMs, tz, makeId, isInferred }: MakeEventsOptions,
): FileEvent[] {
  return changes
    .map((change) => ({ change, at: Math.round(atMs(change)) }))
    .sort((one, other) => one.at - other.at)
    .map(({ change, at }) => ({
      id: makeId(at),
      occurredAt: new Date(at).toISOString(),
      tz,
      op: change.op,
      path: change.path,
      ...(change.fromPath === undefined ? {} : { fromPath: change.fromPath }),
      ...sizeOf(change),
      ...(isInferred ? { inferred: true } : {}),
    }));
}

function sizeOf(change: FileChange | FoldedChange): Pick<FileEvent, "size" | "details"> {
  if ("files" in change) return { size: change.bytes, details: { files: change.files } };
  return change.op === "deleted" ? {} : { size: change.stamp.size };
}

/**
 * When a change that nobody saw happened: at the file's own time of change if that lies in the time that was not
 * listened to, else at its end. A copied file keeps an older time, and a clock may have been set.
 */
export function inferredAt(
  change: FileChange | FoldedChange,
  { sinceMs, nowMs }: { sinceMs: number; nowMs: number },
): number {
  const hasOwnTime = "stamp" in change && (change.op === "created" || change.op === "modified");
  const own = hasOwnTime ? change.stamp.modifiedMs : nowMs;
  return own > sinceMs && own <= nowMs ? own : nowMs;
}
