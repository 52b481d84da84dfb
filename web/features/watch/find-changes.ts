import type { Activity } from "@floyo/shared/events/watch/collect-records.ts";
import { compareSnapshots, type FileChange } from "@floyo/shared/events/watch/compare-snapshots.ts";
import { filesAt, movesOfFiles } from "@floyo/shared/events/watch/restrict.ts";
import type { FileStamp } from "@floyo/shared/events/watch/snapshot.ts";
import { type FolderScan, isThere, lookAt, scanFolder } from "./scan-folder.ts";

interface FindOptions {
  root: FileSystemDirectoryHandle;
  known: ReadonlyMap<string, FileStamp>;
  leftOut: ReadonlySet<string>;
  signal: AbortSignal;
}

/** What an activity changed, by looking at the places that it touched and nowhere else. */
export async function changesOf(activity: Activity, options: FindOptions): Promise<FileChange[]> {
  const { root, known } = options;
  const before = knownAt(known, activity.touched);
  const after = filesOf(await lookAt(root, activity.touched.keys(), options), before);
  const changes = compareSnapshots(before, after, movesOfFiles(activity.moves, after.keys()));
  // When the folder itself is gone, every file in it seems deleted; none was.
  if (changes.some(({ op }) => op === "deleted") && !(await isThere(root))) throw folderGone();
  return changes;
}

/** What changed anywhere since `known`, by looking through the whole folder. */
export async function changesSince(
  options: FindOptions & { moves?: ReadonlyMap<string, string> },
): Promise<FileChange[]> {
  const { root, known, moves = new Map() } = options;
  const after = filesOf(await scanFolder(root, options), known);
  return compareSnapshots(known, after, movesOfFiles(moves, after.keys()));
}

/** Stamps after these changes; null: no file is there any more. */
export function stampsOf(changes: readonly FileChange[]): Map<string, FileStamp | null> {
  const stamps = new Map<string, FileStamp | null>();
  for (const { fromPath } of changes) if (fromPath !== undefined) stamps.set(fromPath, null);
  for (const { op, path, stamp } of changes) stamps.set(path, op === "deleted" ? null : stamp);
  return stamps;
}

/** The known files at the touched places. Only a place that is no known file may be a folder with files below it. */
function knownAt(known: ReadonlyMap<string, FileStamp>, touched: ReadonlyMap<string, number>) {
  const folders = new Set([...touched.keys()].filter((path) => !known.has(path)));
  const files = folders.size > 0 ? filesAt(known, folders) : new Map<string, FileStamp>();
  for (const path of touched.keys()) {
    const stamp = known.get(path);
    if (stamp) files.set(path, stamp);
  }
  return files;
}

function filesOf({ files, unreadable }: FolderScan, before: ReadonlyMap<string, FileStamp>) {
  for (const path of unreadable) {
    const stamp = before.get(path);
    if (stamp) files.set(path, stamp);
  }
  return files;
}

function folderGone(): DOMException {
  return new DOMException("The watched folder is not there any more.", "NotFoundError");
}
