import { type DropReason, dropReason } from "@floyo/shared/events/watch/drop-rules.ts";
import type { FileStamp } from "@floyo/shared/events/watch/snapshot.ts";

const SAY_EVERY = 250;

/** A folder as it is now. */
export interface FolderScan {
  files: Map<string, FileStamp>;
  /** Top-level folders with the number of files in each. */
  folders: Map<string, number>;
  /** Files and whole folders that were not looked into, by reason. */
  dropped: Map<DropReason, number>;
  /** Files that are there but could not be read just now: a program holds them. */
  unreadable: Set<string>;
}

interface ScanOptions {
  leftOut: ReadonlySet<string>;
  signal: AbortSignal;
  onProgress?: (files: number) => void;
}

/** Looks through a folder and everything below it. Throws `NotFoundError` when the folder itself is gone. */
export async function scanFolder(root: FileSystemDirectoryHandle, options: ScanOptions): Promise<FolderScan> {
  const scan = emptyScan();
  await scanInto(scan, root, "", options);
  for (const path of scan.files.keys()) {
    const end = path.indexOf("/");
    if (end > 0) count(scan.folders, path.slice(0, end));
  }
  return scan;
}

async function scanInto(
  scan: FolderScan,
  folder: FileSystemDirectoryHandle,
  prefix: string,
  options: ScanOptions,
): Promise<void> {
  const { leftOut, signal, onProgress } = options;
  for await (const [name, handle] of folder.entries()) {
    signal.throwIfAborted();
    const path = `${prefix}${name}`;
    const reason = dropReason(path, leftOut);
    if (reason) {
      count(scan.dropped, reason);
    } else if (handle.kind === "directory") {
      await unlessGone(scanInto(scan, handle as FileSystemDirectoryHandle, `${path}/`, options));
    } else {
      await addFile(scan, path, handle as FileSystemFileHandle);
      if (scan.files.size % SAY_EVERY === 0) onProgress?.(scan.files.size);
    }
  }
}

/** What is at the given paths now: files with their stamps, folders with all files below them, nothing for what is gone. */
export async function lookAt(
  root: FileSystemDirectoryHandle,
  paths: Iterable<string>,
  options: ScanOptions,
): Promise<FolderScan> {
  const scan = emptyScan();
  const folders = new Map<string, Promise<FileSystemDirectoryHandle | undefined>>();

  function openFolder(path: string): Promise<FileSystemDirectoryHandle | undefined> {
    if (path === "") return Promise.resolve(root);
    const known = folders.get(path);
    if (known) return known;
    const { parent, name } = split(path);
    const opened = openFolder(parent).then((above) => above && unlessGone(above.getDirectoryHandle(name)));
    folders.set(path, opened);
    return opened;
  }

  for (const path of paths) {
    options.signal.throwIfAborted();
    const { parent, name } = split(path);
    const above = await openFolder(parent);
    const file = above && (await unlessGone(above.getFileHandle(name)));
    if (file) {
      await addFile(scan, path, file);
      continue;
    }
    const folder = await openFolder(path);
    if (folder) await unlessGone(scanInto(scan, folder, `${path}/`, options));
  }
  return scan;
}

/** Whether a folder is still where it was. */
export async function isThere(folder: FileSystemDirectoryHandle): Promise<boolean> {
  try {
    for await (const _ of folder.keys()) break;
    return true;
  } catch (error) {
    if (isGone(error)) return false;
    throw error;
  }
}

async function addFile(scan: FolderScan, path: string, handle: FileSystemFileHandle): Promise<void> {
  try {
    const file = await handle.getFile();
    scan.files.set(path, { size: file.size, modifiedMs: file.lastModified });
  } catch (error) {
    if (isNamed(error, "NotReadableError")) scan.unreadable.add(path);
    else if (!isGone(error)) throw error;
  }
}

/** Files and folders come and go while a folder is looked through; that is no error of the whole. */
async function unlessGone<Value>(work: Promise<Value>): Promise<Value | undefined> {
  try {
    return await work;
  } catch (error) {
    if (isGone(error)) return undefined;
    throw error;
  }
}

function isGone(error: unknown): boolean {
  return isNamed(error, "NotFoundError") || isNamed(error, "TypeMismatchError");
}

function isNamed(error: unknown, name: string): boolean {
  return error instanceof DOMException && error.name === name;
}

function emptyScan(): FolderScan {
  return { files: new Map(), folders: new Map(), dropped: new Map(), unreadable: new Set() };
}

function split(path: string): { parent: string; name: string } {
  const end = path.lastIndexOf("/");
  return { parent: path.slice(0, Math.max(0, end)), name: path.slice(end + 1) };
}

function count<Key>(counts: Map<Key, number>, key: Key): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}
