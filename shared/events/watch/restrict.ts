import type { FileStamp, Snapshot } from "./snapshot.ts";

/** The part of a snapshot that lies at the given paths or below them. O(files × depth). */
export function filesAt(files: Snapshot, paths: { has: (path: string) => boolean }): Map<string, FileStamp> {
  return new Map([...files].filter(([path]) => nearest(path, paths) !== null));
}

/** The given path, or the nearest folder above it, that is among `paths`; null when none is. */
export function nearest(path: string, paths: { has: (path: string) => boolean }): string | null {
  for (let at = path; at !== ""; at = at.slice(0, Math.max(0, at.lastIndexOf("/")))) {
    if (paths.has(at)) return at;
  }
  return null;
}

/** Moves of folders spelled out for the files in them: `b → a` and `b/x/1.txt` give `b/x/1.txt → a/x/1.txt`. */
export function movesOfFiles(
  moves: ReadonlyMap<string, string>,
  files: Iterable<string>,
): Map<string, string> {
  const spelled = new Map<string, string>();
  if (moves.size === 0) return spelled;
  for (const path of files) {
    const moved = nearest(path, moves);
    const from = moved === null ? undefined : moves.get(moved);
    if (moved !== null && from !== undefined) spelled.set(path, `${from}${path.slice(moved.length)}`);
  }
  return spelled;
}
