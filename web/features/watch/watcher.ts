import type { CaptureRules } from "@floyo/shared/events/capture-rules.ts";
import type { Listening } from "@floyo/shared/events/watch/coverage.ts";
import type { FileStamp } from "@floyo/shared/events/watch/snapshot.ts";
import { useWatcherStore } from "../../state/watcher.ts";
import { askToRead, watchSupport } from "./file-system.ts";
import { openLastingStore } from "./lasting-store.ts";
import { type Lead, leadFolder } from "./lead-folder.ts";
import { createPassingStore } from "./passing-store.ts";
import { problemWords } from "./queue-sender.ts";
import { sendAll } from "./send-all.ts";
import { withSpill } from "./spilling-store.ts";
import { joinTabTalk, type TabMessage } from "./tab-talk.ts";
import type { StoredFolder, WatchStore } from "./watch-store.ts";

/** A tab that is asked to let go of a folder does so at once; a frozen one may not. */
const LOCK_PATIENCE_MS = 3_000;

interface WatcherOptions {
  userId: string;
  ingestUrl: string;
  token: () => Promise<string>;
  /** Sources that are paused, asked once before anything is watched. */
  readPaused: () => Promise<readonly string[]>;
  /** What the person lets Floyo keep, as it is now. */
  readRules: () => Promise<CaptureRules>;
  /** Events were taken: what shows them can be read again. */
  onStored: () => void;
}

interface NewFolder {
  sourceId: string;
  handle: FileSystemDirectoryHandle;
  leftOut: readonly string[];
  files: ReadonlyMap<string, FileStamp>;
}

/** The watched folders of one person in this tab, shared with the other tabs. */
export interface Watcher {
  /** Starts to watch a folder, from the state in which the person saw it; also an old source on a folder chosen anew. */
  watch: (folder: NewFolder) => Promise<void>;
  /** Why a folder should not be watched beside those that are, in a sentence, or null. */
  findOverlap: (handle: FileSystemDirectoryHandle, exceptSourceId?: string) => Promise<string | null>;
  /** Asks for permission again. Needs a click. */
  allow: (sourceId: string) => Promise<boolean>;
  /** Forgets a folder and everything about it on this device. */
  forget: (sourceId: string) => Promise<void>;
  setPaused: (sourceId: string, isPaused: boolean) => void;
  listStretches: (sourceId: string, sinceMs: number) => Promise<Listening[]>;
  /** The folder of a source, where this device watches it. */
  folderOf: (sourceId: string) => Promise<StoredFolder | undefined>;
  /** What this device keeps for the person: the names of the folders, and how many events were not sent. */
  kept: () => Promise<{ folders: string[]; unsent: number }>;
  /** Tries to send what waits, of all folders. Null when nothing is left, else why, in a sentence. */
  sendUnsent: () => Promise<string | null>;
  /** Ends watching in every tab and forgets all folders with their names and their queue. */
  forgetAll: () => Promise<void>;
}

let running = nextWatcher();

/** The watcher of this tab, as soon as it is up: it starts a little after the page. */
export function currentWatcher(): Promise<Watcher> {
  return running.watcher;
}

/** Starts watching all folders of this person on this device. Gives the function that ends it. */
export function startWatcher(options: WatcherOptions): () => void {
  const ending = new AbortController();
  const mine = running;
  mine.settle(open(options, ending.signal));
  return () => {
    ending.abort();
    if (running === mine) running = nextWatcher();
    useWatcherStore.getState().reset();
  };
}

function nextWatcher(): { watcher: Promise<Watcher>; settle: (started: Promise<Watcher>) => void } {
  let settle: (started: Promise<Watcher>) => void = () => {};
  const watcher = new Promise<Watcher>((done) => {
    settle = done;
  });
  return { watcher, settle };
}

async function open(
  { userId, ingestUrl, token, readPaused, readRules, onStored }: WatcherOptions,
  ended: AbortSignal,
): Promise<Watcher> {
  const { put, remove, set } = useWatcherStore.getState();
  set({ support: watchSupport() });
  const store = await openStore();
  const paused = new Set(await readPaused());
  const leads = new Map<string, Lead>();
  const attached = new Map<string, AbortController>();

  function hear(message: TabMessage): void {
    switch (message.tell) {
      case "folder":
        put(message.folder);
        break;
      case "forgotten":
        detach(message.sourceId);
        break;
      case "changed":
        leads.get(message.sourceId)?.review();
        attach(message.sourceId);
        break;
      case "paused":
        applyPause(message.sourceId, message.isPaused);
        break;
      case "hello":
        for (const lead of leads.values()) lead.tell();
    }
  }

  const tabs = joinTabTalk(userId, hear);
  ended.addEventListener("abort", () => tabs.close());
  if (ended.aborted) tabs.close();

  /** Waits for its turn: one tab leads a folder, the next takes over when that tab is gone. */
  function attach(sourceId: string): void {
    if (attached.has(sourceId) || ended.aborted) return;
    const leaving = new AbortController();
    attached.set(sourceId, leaving);
    const signal = AbortSignal.any([ended, leaving.signal]);
    navigator.locks
      .request(`floyo-watch:${sourceId}`, { signal }, async () => {
        const lead = leadFolder({
          sourceId,
          store,
          userId,
          ingestUrl,
          token,
          readRules,
          // Asked for when there is a folder: a browser's first use of Intl holds the page up.
          timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
          isPaused: () => paused.has(sourceId),
          onChange(folder) {
            put(folder);
            tabs.say({ tell: "folder", folder });
          },
          onForgotten: () => void forget(sourceId),
          onStored,
          signal,
        });
        leads.set(sourceId, lead);
        await lead.done;
        leads.delete(sourceId);
      })
      .catch((error: unknown) => {
        if (!signal.aborted) console.error(error);
      });
  }

  function detach(sourceId: string): void {
    attached.get(sourceId)?.abort();
    attached.delete(sourceId);
    remove(sourceId);
  }

  /** Whether that was news. */
  function applyPause(sourceId: string, isPaused: boolean): boolean {
    if (paused.has(sourceId) === isPaused) return false;
    if (isPaused) paused.add(sourceId);
    else paused.delete(sourceId);
    leads.get(sourceId)?.review();
    return true;
  }

  async function forget(sourceId: string): Promise<void> {
    detach(sourceId);
    tabs.say({ tell: "forgotten", sourceId });
    await store.removeFolder(sourceId);
  }

  /** Waits until no tab writes for this folder any more: what it was about to write would stay behind. */
  async function forgetForGood(sourceId: string): Promise<void> {
    detach(sourceId);
    tabs.say({ tell: "forgotten", sourceId });
    const remove = () => store.removeFolder(sourceId);
    await navigator.locks
      .request(`floyo-watch:${sourceId}`, { signal: AbortSignal.timeout(LOCK_PATIENCE_MS) }, remove)
      .catch(remove);
  }

  for (const { sourceId } of await store.listFolders(userId)) attach(sourceId);
  tabs.say({ tell: "hello" });

  return {
    async watch({ sourceId, handle, leftOut, files }) {
      await store.putFolder({ sourceId, userId, handle, leftOut: [...leftOut], hasBaseline: true });
      await store.replaceFiles(sourceId, files);
      attach(sourceId);
      leads.get(sourceId)?.review();
      tabs.say({ tell: "changed", sourceId });
    },
    async findOverlap(handle, exceptSourceId) {
      for (const { sourceId, handle: watched } of await store.listFolders(userId)) {
        if (sourceId === exceptSourceId) continue;
        const inside = await watched.resolve(handle);
        if (inside?.length === 0) return `You watch ${watched.name} already.`;
        if (inside) return `It lies in ${watched.name}, which you watch already.`;
        if (await handle.resolve(watched)) {
          return `${watched.name} lies in it, which you watch already. Remove that one first.`;
        }
      }
      return null;
    },
    async allow(sourceId) {
      const folder = (await store.listFolders(userId)).find((row) => row.sourceId === sourceId);
      const isAllowed = folder !== undefined && (await askToRead(folder.handle));
      if (isAllowed) {
        leads.get(sourceId)?.review();
        tabs.say({ tell: "changed", sourceId });
      }
      return isAllowed;
    },
    forget,
    setPaused(sourceId, isPaused) {
      if (applyPause(sourceId, isPaused)) tabs.say({ tell: "paused", sourceId, isPaused });
    },
    listStretches: (sourceId, sinceMs) => store.listStretches(sourceId, sinceMs),
    folderOf: async (sourceId) =>
      (await store.listFolders(userId)).find((folder) => folder.sourceId === sourceId),
    async kept() {
      const folders = await store.listFolders(userId);
      const counts = await Promise.all(folders.map(({ sourceId }) => store.countQueue(sourceId)));
      return {
        folders: folders.map(({ handle }) => handle.name),
        unsent: counts.reduce((sum, count) => sum + count, 0),
      };
    },
    async sendUnsent() {
      for (const { sourceId } of await store.listFolders(userId)) {
        const problem = await sendAll({ sourceId, store, url: ingestUrl, token, readRules, network: window });
        if (problem !== null) return problemWords(problem);
      }
      return null;
    },
    async forgetAll() {
      for (const { sourceId } of await store.listFolders(userId)) await forgetForGood(sourceId);
    },
  };
}

/** IndexedDB, or memory where the browser gives none. */
async function openStore(): Promise<WatchStore> {
  const { set } = useWatcherStore.getState();
  try {
    const lasting = await openLastingStore();
    return withSpill(lasting, (isFull) => set({ storage: isFull ? "full" : "lasting" }));
  } catch {
    set({ storage: "passing" });
    return createPassingStore();
  }
}
