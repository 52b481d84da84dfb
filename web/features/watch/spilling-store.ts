import type { FileStamp } from "@floyo/shared/events/watch/snapshot.ts";
import { createPassingStore } from "./passing-store.ts";
import type { QueueRow, WatchStore } from "./watch-store.ts";

// Rows in memory count from here, so that a row says by its number where it is.
const MEMORY_FROM = 2 ** 40;

/**
 * A lasting store that goes on in memory when the browser has no room: events are sent from there, and what is known
 * of the files is written as soon as there is room again. `onFull` hears both.
 */
export function withSpill(lasting: WatchStore, onFull: (isFull: boolean) => void): WatchStore {
  const memory = createPassingStore();
  const unsaved = new Map<string, Map<string, FileStamp | null>>();

  async function attempt(write: () => Promise<void>): Promise<boolean> {
    try {
      await write();
      onFull(false);
      return true;
    } catch (error) {
      if (!(error instanceof DOMException)) throw error;
      onFull(true);
      return false;
    }
  }

  return {
    ...lasting,
    async replaceFiles(sourceId, files) {
      if (!(await attempt(() => lasting.replaceFiles(sourceId, files))))
        unsaved.set(sourceId, new Map(files));
    },
    async addFound(sourceId, { stamps, events }) {
      const all = new Map([...(unsaved.get(sourceId) ?? []), ...stamps]);
      if (await attempt(() => lasting.addFound(sourceId, { stamps: all, events }))) {
        unsaved.delete(sourceId);
        return;
      }
      unsaved.set(sourceId, all);
      await memory.addFound(sourceId, { stamps: new Map(), events });
    },
    async readQueue(sourceId, limit) {
      const kept = await lasting.readQueue(sourceId, limit);
      const spilled = await memory.readQueue(sourceId, limit - kept.length);
      return [...kept, ...spilled.map(({ n, event }): QueueRow => ({ n: n + MEMORY_FROM, event }))];
    },
    async countQueue(sourceId) {
      return (await lasting.countQueue(sourceId)) + (await memory.countQueue(sourceId));
    },
    async removeQueued(sourceId, ns) {
      await memory.removeQueued(
        sourceId,
        ns.filter((n) => n >= MEMORY_FROM).map((n) => n - MEMORY_FROM),
      );
      await lasting.removeQueued(
        sourceId,
        ns.filter((n) => n < MEMORY_FROM),
      );
    },
    async clearQueue(sourceId) {
      await memory.clearQueue(sourceId);
      await lasting.clearQueue(sourceId);
    },
    putStretch: async (stretch) => void (await attempt(() => lasting.putStretch(stretch))),
  };
}
