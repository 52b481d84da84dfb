/** What tells one state of a file from another without opening it. */
export interface FileStamp {
  size: number;
  modifiedMs: number;
}

/** The files of a folder at one moment: path relative to the folder → stamp. Folders and dropped files are not in it. */
export type Snapshot = ReadonlyMap<string, FileStamp>;

export function isSameStamp(one: FileStamp, other: FileStamp): boolean {
  return one.size === other.size && one.modifiedMs === other.modifiedMs;
}
