import { create } from "zustand";

/** Where a watched folder stands on this device. */
export type FolderState = "starting" | "watching" | "paused" | "needs permission" | "gone" | "failed";

export interface WatchedFolder {
  sourceId: string;
  /** The folder's own name on this device. */
  folderName: string;
  state: FolderState;
  /** How its changes are found; null until it is watched. */
  how: "observer" | "polling" | null;
  /** Files that are known in it. */
  files: number;
  /** Events that are not sent yet. */
  waiting: number;
  /** Why they wait, or why it is not watched, in a sentence; null when all is well. */
  problem: string | null;
  /** Changed when the strip of what was listened to has changed. */
  heardUntilMs: number | null;
}

interface Watcher {
  /** Null until the page knows; `none`: this browser cannot watch folders. */
  support: "observer" | "polling" | "none" | null;
  /** `passing`: the browser keeps nothing, so folders and queue are gone with the tab. `full`: there is no room left. */
  storage: "lasting" | "passing" | "full";
  folders: Readonly<Record<string, WatchedFolder>>;
  put: (folder: WatchedFolder) => void;
  remove: (sourceId: string) => void;
  reset: () => void;
  set: (change: Partial<Pick<Watcher, "support" | "storage">>) => void;
}

const nothing = { support: null, storage: "lasting", folders: {} } as const;

/** What only this device knows of its watched folders, the same in all tabs. */
export const useWatcherStore = create<Watcher>((set) => ({
  ...nothing,
  put: (folder) => set(({ folders }) => ({ folders: { ...folders, [folder.sourceId]: folder } })),
  remove: (sourceId) => set(({ folders: { [sourceId]: _removed, ...others } }) => ({ folders: others })),
  reset: () => set(nothing),
  set,
}));

/** How many events wait on this device. */
export function useWaitingCount(): number {
  return useWatcherStore(({ folders }) =>
    Object.values(folders).reduce((sum, { waiting }) => sum + waiting, 0),
  );
}
