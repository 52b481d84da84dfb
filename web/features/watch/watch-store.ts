import type { FileEvent } from "@floyo/shared/events/event.ts";
import type { Listening } from "@floyo/shared/events/watch/coverage.ts";
import type { FileStamp } from "@floyo/shared/events/watch/snapshot.ts";

/** A folder that this device watches for a person. */
export interface StoredFolder {
  sourceId: string;
  userId: string;
  handle: FileSystemDirectoryHandle;
  /** Folders inside of it that the person left out. */
  leftOut: string[];
  /** Whether `files` holds what was there when Floyo last looked. */
  hasBaseline: boolean;
}

export interface QueueRow {
  n: number;
  event: FileEvent;
}

export interface StoredStretch extends Listening {
  sourceId: string;
}

/** What is new in a folder: stamps that changed (null: the file is gone), and the events that tell it. */
export interface Found {
  stamps: ReadonlyMap<string, FileStamp | null>;
  events: readonly FileEvent[];
}

/** What the watcher keeps on the device. */
export interface WatchStore {
  /** False: it lives as long as the tab, since the browser keeps nothing (private windows). */
  isLasting: boolean;
  listFolders: (userId: string) => Promise<StoredFolder[]>;
  putFolder: (folder: StoredFolder) => Promise<void>;
  /** Forgets a folder with its files, its queue and its coverage. */
  removeFolder: (sourceId: string) => Promise<void>;
  readFiles: (sourceId: string) => Promise<Map<string, FileStamp>>;
  replaceFiles: (sourceId: string, files: ReadonlyMap<string, FileStamp>) => Promise<void>;
  /** Stamps and events together or not at all, so that a crash neither loses nor repeats an event. */
  addFound: (sourceId: string, found: Found) => Promise<void>;
  readQueue: (sourceId: string, limit: number) => Promise<QueueRow[]>;
  countQueue: (sourceId: string) => Promise<number>;
  removeQueued: (sourceId: string, ns: readonly number[]) => Promise<void>;
  clearQueue: (sourceId: string) => Promise<void>;
  listStretches: (sourceId: string, sinceMs: number) => Promise<Listening[]>;
  putStretch: (stretch: StoredStretch) => Promise<void>;
}
