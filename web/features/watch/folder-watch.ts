import type { FileEvent } from "@floyo/shared/events/event.ts";
import { uuidV7 } from "@floyo/shared/events/uuid-v7.ts";
import { type Activity, createRecordCollector } from "@floyo/shared/events/watch/collect-records.ts";
import type { FileChange } from "@floyo/shared/events/watch/compare-snapshots.ts";
import { beat, type Listening } from "@floyo/shared/events/watch/coverage.ts";
import { dropReason } from "@floyo/shared/events/watch/drop-rules.ts";
import { foldStorms } from "@floyo/shared/events/watch/fold-storms.ts";
import { inferredAt, makeEvents } from "@floyo/shared/events/watch/make-events.ts";
import { createOpenRuns } from "@floyo/shared/events/watch/open-runs.ts";
import { pollPauseMs } from "@floyo/shared/events/watch/poll-pace.ts";
import { nearest } from "@floyo/shared/events/watch/restrict.ts";
import { createAlarm } from "./alarm.ts";
import { createObserver, type FolderObserver } from "./file-system.ts";
import { changesOf, changesSince, stampsOf } from "./find-changes.ts";
import { scanFolder } from "./scan-folder.ts";
import type { StoredFolder, WatchStore } from "./watch-store.ts";

const BEAT_MS = 10_000;
/** An observer may lose changes without a word; this often the whole folder is compared as well. */
const RECHECK_MS = 10 * 60_000;

export interface FolderNews {
  how: "observer" | "polling";
  files: number;
  stretch: Listening;
}

interface FolderWatchOptions {
  folder: StoredFolder;
  store: WatchStore;
  timeZone: string;
  /** When this folder was last listened to, or null. */
  heardUntilMs: number | null;
  onNews: (news: FolderNews) => void;
  onEvents: (events: readonly FileEvent[]) => void;
  signal: AbortSignal;
}

/**
 * Watches one folder until it is stopped. Changes since the last visit are found first; then each stretch of activity
 * becomes events, which are stored together with the state they lead to. Rejects with `NotFoundError` when the folder
 * is gone, `NotAllowedError` when it may not be read any more.
 */
export async function watchFolder(options: FolderWatchOptions): Promise<void> {
  const { folder, store, timeZone, onNews, onEvents, signal } = options;
  const { sourceId, handle: root } = folder;
  const leftOut = new Set(folder.leftOut);
  const runs = createOpenRuns();
  const collector = createRecordCollector((path) => dropReason(path, leftOut) !== null);
  const alarm = createAlarm(signal);
  const known = await store.readFiles(sourceId);
  let heardUntilMs = options.heardUntilMs ?? Date.now();
  let observer: FolderObserver | null = null;
  let nextLookMs = Number.POSITIVE_INFINITY;
  let nextBeatMs = 0;
  let stretch: Listening | null = null;

  async function observe(): Promise<void> {
    observer?.disconnect();
    observer = createObserver((records) => {
      const atMs = Date.now();
      collector.add(
        records.map(({ type, relativePathComponents, relativePathMovedFrom }) => ({
          type,
          path: relativePathComponents.join("/"),
          ...(relativePathMovedFrom ? { fromPath: relativePathMovedFrom.join("/") } : {}),
        })),
        atMs,
      );
      alarm.ring();
    });
    await observer?.observe(root, { recursive: true });
  }

  async function keep(
    changes: readonly FileChange[],
    { atMs, isInferred }: { atMs: (change: { path: string }) => number; isInferred: boolean },
  ): Promise<void> {
    if (changes.length === 0) return;
    const stamps = stampsOf(changes);
    const told = foldStorms(changes.filter((change) => isInferred || !runs.joins(change, Date.now())));
    const events = makeEvents(told, { atMs, tz: timeZone, makeId, isInferred });
    await store.addFound(sourceId, { stamps, events });
    for (const [path, stamp] of stamps) {
      if (stamp) known.set(path, stamp);
      else known.delete(path);
    }
    if (events.length > 0) onEvents(events);
  }

  async function settle(activity: Activity): Promise<void> {
    if (activity.isBroken) await observe();
    if (activity.needsScan) return compareAll({ isInferred: true, moves: activity.moves });
    const changes = await changesOf(activity, { root, known, leftOut, signal });
    const atMs = ({ path }: { path: string }) =>
      activity.touched.get(nearest(path, activity.touched) ?? "") ?? activity.startMs;
    await keep(changes, { atMs, isInferred: false });
  }

  async function compareAll({
    isInferred,
    moves,
  }: {
    isInferred: boolean;
    moves?: ReadonlyMap<string, string>;
  }): Promise<void> {
    const startMs = Date.now();
    const changes = await changesSince({ root, known, leftOut, signal, moves });
    const endMs = Date.now();
    const window = { sinceMs: heardUntilMs, nowMs: endMs };
    await keep(changes, { atMs: (change) => inferredAt(change as FileChange, window), isInferred });
    heardUntilMs = startMs;
    nextLookMs = endMs + (observer ? RECHECK_MS : pollPauseMs(endMs - startMs));
  }

  async function takeBaseline(): Promise<void> {
    const { files } = await scanFolder(root, { leftOut, signal });
    for (const [path, stamp] of files) known.set(path, stamp);
    await store.replaceFiles(sourceId, files);
    nextLookMs = Date.now() + (observer ? RECHECK_MS : pollPauseMs(0));
  }

  /** Notes that the folder is listened to; after a gap, what happened in it is looked for. */
  async function keepListening(before: Listening["before"]): Promise<void> {
    const nowMs = Date.now();
    const carried: Listening | null = stretch && beat(stretch, nowMs);
    if (stretch && !carried) await compareAll({ isInferred: true });
    stretch = carried ?? { startMs: nowMs, endMs: nowMs, before: stretch ? "inferred" : before };
    nextBeatMs = nowMs + BEAT_MS;
    await store.putStretch({ sourceId, ...stretch });
    onNews({ how: observer ? "observer" : "polling", files: known.size, stretch });
  }

  // A frozen tab hears nothing; what it missed is looked for at once.
  const lookNow = () => {
    nextLookMs = 0;
    alarm.ring();
  };
  document.addEventListener("resume", lookNow, { signal });
  signal.addEventListener("abort", () => observer?.disconnect());

  await observe();
  if (folder.hasBaseline) await compareAll({ isInferred: true });
  else await takeBaseline();
  await keepListening(folder.hasBaseline && options.heardUntilMs !== null ? "inferred" : "off");

  while (!signal.aborted) {
    const nowMs = Date.now();
    const dueMs = collector.dueAt() ?? Number.POSITIVE_INFINITY;
    if (nowMs >= nextBeatMs) await keepListening("inferred");
    else if (nowMs >= dueMs) await settle(collector.take());
    else if (nowMs >= nextLookMs) await compareAll({ isInferred: observer !== null });
    else await alarm.wait(Math.min(nextBeatMs, dueMs, nextLookMs) - nowMs);
  }
}

function makeId(atMs: number): string {
  return uuidV7({ timeMs: atMs, bytes: crypto.getRandomValues(new Uint8Array(10)) });
}
