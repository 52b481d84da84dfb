import type { FileChange } from "./compare-snapshots.ts";

/** Many changes of one kind in one folder, told as one. Its path ends in a pattern: `photos/*.jpg`. */
export interface FoldedChange {
  op: FileChange["op"];
  path: string;
  fromPath?: string;
  files: number;
  bytes: number;
}

/** More than a person does to one folder by hand within the seconds that are looked at together. */
export const STORM_FILES = 30;
const MOST_IN_ONE_FOLDER = 0.8;

/**
 * Tells storms (an unpacked archive, a copied or renamed folder, a checkout) as one change per folder and kind; what a
 * person did beside them stays as it is.
 *
 *     created photos/a/1.jpg … photos/z/999.jpg, created notes.md   →   created photos/*.jpg (20 000 files), created notes.md
 */
export function foldStorms(changes: readonly FileChange[]): (FileChange | FoldedChange)[] {
  if (changes.length <= STORM_FILES) return [...changes];
  const byOp = new Map<FileChange["op"], FileChange[]>();
  for (const change of changes) {
    const sameOp = byOp.get(change.op);
    if (sameOp) sameOp.push(change);
    else byOp.set(change.op, [change]);
  }
  return [...byOp.values()].flatMap((sameOp) => foldIn("", sameOp));
}

function foldIn(folder: string, changes: readonly FileChange[]): (FileChange | FoldedChange)[] {
  if (changes.length <= STORM_FILES) return [...changes];
  const children = new Map<string, FileChange[]>();
  for (const change of changes) {
    const end = change.path.indexOf("/", folder.length);
    const child = end < 0 ? "" : change.path.slice(0, end + 1);
    const inChild = children.get(child);
    if (inChild) inChild.push(change);
    else children.set(child, [change]);
  }
  for (const [child, inChild] of children) {
    if (child === "" || inChild.length < changes.length * MOST_IN_ONE_FOLDER) continue;
    const beside = changes.filter(({ path }) => !path.startsWith(child));
    return [...foldIn(child, inChild), ...foldIn(folder, beside)];
  }
  return [fold(folder, changes)];
}

function fold(folder: string, changes: readonly FileChange[]): FoldedChange {
  const op = changes[0]?.op ?? "created";
  const paths = changes.map(({ path }) => path);
  const oldPaths = changes.flatMap(({ fromPath }) => fromPath ?? []);
  return {
    op,
    path: `${folder}${patternOf(paths)}`,
    ...(op === "moved" ? { fromPath: `${commonFolder(oldPaths)}${patternOf(oldPaths)}` } : {}),
    files: changes.length,
    bytes: changes.reduce((sum, { stamp }) => sum + stamp.size, 0),
  };
}

/** `*.jpg` when all names end alike, else `*`. */
function patternOf(paths: readonly string[]): string {
  const extensions = new Set(paths.map((path) => /\.[^./]{1,16}$/.exec(path)?.[0].toLowerCase() ?? ""));
  const [only = ""] = extensions;
  return extensions.size === 1 ? `*${only}` : "*";
}

function commonFolder(paths: readonly string[]): string {
  const [first = "", ...rest] = paths;
  let folder = first.slice(0, first.lastIndexOf("/") + 1);
  for (const path of rest) {
    while (!path.startsWith(folder)) folder = folder.slice(0, folder.lastIndexOf("/", folder.length - 2) + 1);
  }
  return folder;
}
