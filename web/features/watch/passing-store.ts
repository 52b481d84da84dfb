import type { FileStamp } from "@floyo/shared/events/watch/snapshot.ts";
import type { QueueRow, StoredFolder, StoredStretch, WatchStore } from "./watch-store.ts";

/** The store where the browser keeps nothing: it is gone with the tab. */
export function createPassingStore(): WatchStore {
  const folders = new Map<string, StoredFolder>();
  const files = new Map<string, Map<string, FileStamp>>();
  const stretches = new Map<string, Map<number, StoredStretch>>();
  let queue: (QueueRow & { sourceId: string })[] = [];
  let nextN = 1;
  const ofSource = (sourceId: string) => queue.filter((row) => row.sourceId === sourceId);
  const filesOf = (sourceId: string) => files.get(sourceId) ?? new Map<string, FileStamp>();

  return {
    isLasting: false,
    listFolders: async (userId) => [...folders.values()].filter((folder) => folder.userId === userId),
    putFolder: async (folder) => void folders.set(folder.sourceId, folder),
    async removeFolder(sourceId) {
      folders.delete(sourceId);
      files.delete(sourceId);
      stretches.delete(sourceId);
      queue = queue.filter((row) => row.sourceId !== sourceId);
    },
    readFiles: async (sourceId) => new Map(filesOf(sourceId)),
    async replaceFiles(sourceId, now) {
      files.set(sourceId, new Map(now));
      const folder = folders.get(sourceId);
      if (folder) folders.set(sourceId, { ...folder, hasBaseline: true });
    },
    async addFound(sourceId, { stamps, events }) {
      const known = filesOf(sourceId);
      for (const [path, stamp] of stamps) {
        if (stamp) known.set(path, stamp);
        else known.delete(path);
      }
      files.set(sourceId, known);
      for (const event of events) queue.push({ n: nextN++, sourceId, event });
    },
    readQueue: async (sourceId, limit) => ofSource(sourceId).slice(0, limit),
    countQueue: async (sourceId) => ofSource(sourceId).length,
    async removeQueued(_sourceId, ns) {
      const over = new Set(ns);
      queue = queue.filter(({ n }) => !over.has(n));
    },
    async clearQueue(sourceId) {
      queue = queue.filter((row) => row.sourceId !== sourceId);
    },
    listStretches: async (sourceId, sinceMs) =>
      [...(stretches.get(sourceId)?.values() ?? [])].filter(({ endMs }) => endMs >= sinceMs),
    async putStretch(stretch) {
      const known = stretches.get(stretch.sourceId) ?? new Map<number, StoredStretch>();
      stretches.set(stretch.sourceId, known.set(stretch.startMs, stretch));
    },
  };
}
