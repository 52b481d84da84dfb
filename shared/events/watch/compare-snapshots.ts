import { type FileStamp, isSameStamp, type Snapshot } from "./snapshot.ts";

/** One difference between two snapshots. `stamp`: as the file is now; of a deleted one, as it was. */
export interface FileChange {
  op: "created" | "modified" | "moved" | "deleted";
  path: string;
  fromPath?: string;
  stamp: FileStamp;
}

/**
 * What happened between two snapshots of the same paths, one change per file, in the order of their paths.
 *
 * `moves` (new path → old path) says what was seen moving; it is believed where the old path is gone. Beyond that, a
 * file that is gone and one that came are the same file when size and time of change agree and no other file shares
 * them, or when the name stayed as well. So a save by way of a temporary file, which is in neither snapshot, is
 * `modified`, however often it was renamed in between. O(n).
 */
export function compareSnapshots(
  before: Snapshot,
  after: Snapshot,
  moves: ReadonlyMap<string, string> = new Map(),
): FileChange[] {
  const gone = new Map([...before].filter(([path]) => !after.has(path)));
  const come = new Map([...after].filter(([path]) => !before.has(path)));
  const changes: FileChange[] = [];
  const take = (path: string, fromPath: string, stamp: FileStamp) => {
    changes.push({ op: "moved", path, fromPath, stamp });
    gone.delete(fromPath);
    come.delete(path);
  };

  for (const [path, fromPath] of moves) {
    const stamp = after.get(path);
    if (stamp && gone.has(fromPath)) take(path, fromPath, stamp);
  }
  const replaced = new Set(changes.map(({ path }) => path));
  for (const [path, fromPath] of pairByIdentity(gone, come)) {
    const stamp = come.get(path);
    if (stamp) take(path, fromPath, stamp);
  }
  for (const [path, stamp] of come) changes.push({ op: "created", path, stamp });
  for (const [path, stamp] of gone) changes.push({ op: "deleted", path, stamp });
  for (const [path, stamp] of after) {
    const old = before.get(path);
    if (old && !replaced.has(path) && !isSameStamp(old, stamp)) changes.push({ op: "modified", path, stamp });
  }
  return changes.sort((one, other) => (one.path < other.path ? -1 : one.path > other.path ? 1 : 0));
}

/** New path → old path of files that are told apart by their stamps, or by stamp and name. */
function pairByIdentity(gone: Snapshot, come: Snapshot): [string, string][] {
  const goneByStamp = groupBy(gone, (_, stamp) => `${stamp.size} ${stamp.modifiedMs}`);
  const comeByStamp = groupBy(come, (_, stamp) => `${stamp.size} ${stamp.modifiedMs}`);
  const pairs: [string, string][] = [];
  for (const [stamp, olds] of goneByStamp) {
    const news = comeByStamp.get(stamp);
    if (!news) continue;
    if (olds.size === 1 && news.size === 1) pairs.push(...pairOnly(olds, news));
    else {
      const oldsByName = groupBy(olds, nameOf);
      for (const [name, sameName] of groupBy(news, nameOf)) {
        const candidates = oldsByName.get(name);
        if (candidates?.size === 1 && sameName.size === 1) pairs.push(...pairOnly(candidates, sameName));
      }
    }
  }
  return pairs;
}

function pairOnly(olds: Snapshot, news: Snapshot): [string, string][] {
  const [old] = olds.keys();
  const [now] = news.keys();
  return old !== undefined && now !== undefined ? [[now, old]] : [];
}

function groupBy(files: Snapshot, keyOf: (path: string, stamp: FileStamp) => string) {
  const groups = new Map<string, Map<string, FileStamp>>();
  for (const [path, stamp] of files) {
    const key = keyOf(path, stamp);
    const group = groups.get(key);
    if (group) group.set(path, stamp);
    else groups.set(key, new Map([[path, stamp]]));
  }
  return groups;
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}
