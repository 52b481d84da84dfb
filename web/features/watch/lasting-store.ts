import type { FileEvent } from "@floyo/shared/events/event.ts";
import type { FileStamp } from "@floyo/shared/events/watch/snapshot.ts";
import { type DBSchema, type IDBPDatabase, openDB } from "idb";
import type { StoredFolder, StoredStretch, WatchStore } from "./watch-store.ts";

const NAME = "floyo-watch";
const VERSION = 1;

interface WatchSchema extends DBSchema {
  folders: { key: string; value: StoredFolder; indexes: { userId: string } };
  files: { key: [sourceId: string, path: string]; value: FileStamp };
  queue: { key: number; value: { sourceId: string; event: FileEvent }; indexes: { sourceId: string } };
  stretches: { key: [sourceId: string, startMs: number]; value: StoredStretch };
}

/** The store in IndexedDB. Throws when the browser gives none. */
export async function openLastingStore(): Promise<WatchStore> {
  const db = await openDB<WatchSchema>(NAME, VERSION, {
    upgrade(fresh) {
      fresh.createObjectStore("folders", { keyPath: "sourceId" }).createIndex("userId", "userId");
      fresh.createObjectStore("files");
      fresh.createObjectStore("queue", { autoIncrement: true }).createIndex("sourceId", "sourceId");
      fresh.createObjectStore("stretches", { keyPath: ["sourceId", "startMs"] });
    },
    // A newer page of ours wants the next version: let it.
    blocking: (_current, _next, event) => (event.target as IDBDatabase).close(),
  });
  return { isLasting: true, ...folderStore(db), ...fileStore(db), ...queueStore(db), ...stretchStore(db) };
}

type Db = IDBPDatabase<WatchSchema>;

function folderStore(db: Db): Pick<WatchStore, "listFolders" | "putFolder" | "removeFolder"> {
  return {
    listFolders: (userId) => db.getAllFromIndex("folders", "userId", userId),
    putFolder: async (folder) => void (await db.put("folders", folder)),
    async removeFolder(sourceId) {
      const tx = db.transaction(["folders", "files", "queue", "stretches"], "readwrite");
      const queued = await tx.objectStore("queue").index("sourceId").getAllKeys(sourceId);
      await Promise.all([
        tx.objectStore("folders").delete(sourceId),
        tx.objectStore("files").delete(allOf(sourceId)),
        tx.objectStore("stretches").delete(allOf(sourceId)),
        ...queued.map((n) => tx.objectStore("queue").delete(n)),
        tx.done,
      ]);
    },
  };
}

function fileStore(db: Db): Pick<WatchStore, "readFiles" | "replaceFiles" | "addFound"> {
  return {
    async readFiles(sourceId) {
      const tx = db.transaction("files");
      const [keys, stamps] = await Promise.all([
        tx.store.getAllKeys(allOf(sourceId)),
        tx.store.getAll(allOf(sourceId)),
      ]);
      return new Map(keys.flatMap(([, path], index) => (stamps[index] ? [[path, stamps[index]]] : [])));
    },
    async replaceFiles(sourceId, files) {
      const tx = db.transaction(["files", "folders"], "readwrite");
      const folder = await tx.objectStore("folders").get(sourceId);
      const store = tx.objectStore("files");
      const writes: Promise<unknown>[] = [store.delete(allOf(sourceId))];
      for (const [path, stamp] of files) writes.push(store.put(stamp, [sourceId, path]));
      if (folder) writes.push(tx.objectStore("folders").put({ ...folder, hasBaseline: true }));
      await Promise.all([...writes, tx.done]);
    },
    async addFound(sourceId, { stamps, events }) {
      const tx = db.transaction(["files", "queue"], "readwrite");
      const files = tx.objectStore("files");
      const queue = tx.objectStore("queue");
      const writes: Promise<unknown>[] = [];
      for (const [path, stamp] of stamps) {
        writes.push(stamp ? files.put(stamp, [sourceId, path]) : files.delete([sourceId, path]));
      }
      for (const event of events) writes.push(queue.add({ sourceId, event }));
      await Promise.all([...writes, tx.done]);
    },
  };
}

function queueStore(db: Db): Pick<WatchStore, "readQueue" | "countQueue" | "removeQueued" | "clearQueue"> {
  return {
    async readQueue(sourceId, limit) {
      const index = db.transaction("queue").store.index("sourceId");
      const [ns, rows] = await Promise.all([
        index.getAllKeys(sourceId, limit),
        index.getAll(sourceId, limit),
      ]);
      return ns.flatMap((n, at) => (rows[at] ? [{ n, event: rows[at].event }] : []));
    },
    countQueue: (sourceId) => db.countFromIndex("queue", "sourceId", sourceId),
    async removeQueued(_sourceId, ns) {
      const tx = db.transaction("queue", "readwrite");
      await Promise.all([...ns.map((n) => tx.store.delete(n)), tx.done]);
    },
    async clearQueue(sourceId) {
      const tx = db.transaction("queue", "readwrite");
      const ns = await tx.store.index("sourceId").getAllKeys(sourceId);
      await Promise.all([...ns.map((n) => tx.store.delete(n)), tx.done]);
    },
  };
}

function stretchStore(db: Db): Pick<WatchStore, "listStretches" | "putStretch"> {
  return {
    async listStretches(sourceId, sinceMs) {
      const stretches = await db.getAll("stretches", allOf(sourceId));
      return stretches.filter(({ endMs }) => endMs >= sinceMs);
    },
    putStretch: async (stretch) => void (await db.put("stretches", stretch)),
  };
}

// In IndexedDB's order of keys an array comes after every text and number.
function allOf(sourceId: string): IDBKeyRange {
  return IDBKeyRange.bound([sourceId], [sourceId, []]);
}
