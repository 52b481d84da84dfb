/** What a file system observer says, with paths as text. `""` is the watched folder itself. */
export interface WatchRecord {
  type: "appeared" | "disappeared" | "modified" | "moved" | "unknown" | "errored";
  path: string;
  fromPath?: string;
}

/** Records of a stretch of activity, taken together: where to look, what moved, and when each path was first touched. */
export interface Activity {
  /** Path → when it was first spoken of. A path may be a folder. */
  touched: Map<string, number>;
  /** New path → the path at which the file was when the activity began. */
  moves: Map<string, string>;
  startMs: number;
  /** The observer lost track: everything has to be looked at. */
  needsScan: boolean;
  /** The observer ended; it has to be started again. */
  isBroken: boolean;
}

const QUIET_MS = 400; // a save by way of a temporary file takes tens of milliseconds; what comes later joins its run
const LONGEST_WAIT_MS = 1_200; // with as much again for reading, sending and storing, an event is there within 3 s
const STORM_FILES = 30; // more than a person touches within ten seconds
const STORM_WINDOW_MS = 10_000;
const COUNT_EVERY_MS = 500;
const STORM_QUIET_MS = 3_000;
const STORM_LONGEST_WAIT_MS = 60_000;

export interface RecordCollector {
  add: (records: readonly WatchRecord[], atMs: number) => void;
  /** When what was collected should be looked at, or null when there is nothing. */
  dueAt: () => number | null;
  /** Gives what was collected and begins anew. */
  take: () => Activity;
}

/**
 * Collects records until a stretch of activity is over: 0.4 s of quiet, at most 1.2 s after it began. More than 30 files
 * within ten seconds are no person's doing; they are waited out longer (3 s of quiet, at most a minute), so that an
 * archive that takes half a minute to unpack can be told as one.
 */
export function createRecordCollector(isDropped: (path: string) => boolean): RecordCollector {
  let activity = noActivity();
  let lastAtMs = 0;
  let lately: { atMs: number; files: number }[] = [];

  function touch(path: string, atMs: number): void {
    if (!activity.touched.has(path)) activity.touched.set(path, atMs);
  }

  function note(record: WatchRecord, atMs: number): void {
    const { type, path, fromPath } = record;
    if (type === "errored") activity.isBroken = true;
    if (type === "errored" || type === "unknown") activity.needsScan = true;
    if (type === "moved" && fromPath !== undefined && !isDropped(fromPath)) {
      touch(fromPath, atMs);
      const origin = activity.moves.get(fromPath) ?? fromPath;
      activity.moves.delete(fromPath);
      if (!isDropped(path) && origin !== path) activity.moves.set(path, origin);
    }
    if (type === "disappeared") activity.moves.delete(path);
    // Systems report the folder itself as modified with each file in it; only its end says anything.
    if (path === "") activity.needsScan ||= type === "disappeared" || type === "moved";
    else if (!isDropped(path)) touch(path, atMs);
  }

  function countLately(files: number, atMs: number): void {
    const last = lately.at(-1);
    if (last && Math.abs(atMs - last.atMs) < COUNT_EVERY_MS) {
      last.files += files;
      return;
    }
    lately = lately.filter((seen) => Math.abs(atMs - seen.atMs) <= STORM_WINDOW_MS);
    lately.push({ atMs, files });
  }

  return {
    add(records, atMs) {
      const wasIdle = isEmpty(activity);
      const before = activity.touched.size;
      for (const record of records) note(record, atMs);
      if (isEmpty(activity)) return;
      if (wasIdle) activity.startMs = atMs;
      lastAtMs = atMs;
      countLately(activity.touched.size - before, atMs);
    },
    dueAt() {
      if (isEmpty(activity)) return null;
      const isStorm = lately.reduce((sum, { files }) => sum + files, 0) > STORM_FILES;
      return Math.min(
        lastAtMs + (isStorm ? STORM_QUIET_MS : QUIET_MS),
        activity.startMs + (isStorm ? STORM_LONGEST_WAIT_MS : LONGEST_WAIT_MS),
      );
    },
    take() {
      const taken = activity;
      activity = noActivity();
      return taken;
    },
  };
}

function noActivity(): Activity {
  return { touched: new Map(), moves: new Map(), startMs: 0, needsScan: false, isBroken: false };
}

function isEmpty({ touched, needsScan }: Activity): boolean {
  return touched.size === 0 && !needsScan;
}
