import type { CaptureRules } from "@floyo/shared/events/capture-rules.ts";
import type { FolderState, WatchedFolder } from "../../state/watcher.ts";
import { createAlarm } from "./alarm.ts";
import { mayRead } from "./file-system.ts";
import { watchFolder } from "./folder-watch.ts";
import { problemWords, startSender } from "./queue-sender.ts";
import type { StoredFolder, WatchStore } from "./watch-store.ts";

const RETRY_MS = 30_000;
const COVERAGE_DAYS_MS = 90 * 86_400_000;

interface LeadOptions {
  sourceId: string;
  store: WatchStore;
  userId: string;
  ingestUrl: string;
  token: () => Promise<string>;
  readRules: () => Promise<CaptureRules>;
  timeZone: string;
  isPaused: () => boolean;
  onChange: (folder: WatchedFolder) => void;
  onForgotten: () => void;
  /** Events were taken: what shows them can be read again. */
  onStored: () => void;
  signal: AbortSignal;
}

export interface Lead {
  /** Paused, resumed, allowed or chosen anew: look at how things stand. */
  review: () => void;
  tell: () => void;
  done: Promise<void>;
}

/** Takes charge of one folder for all tabs: watches it, sends its events, says how it stands. */
export function leadFolder(options: LeadOptions): Lead {
  const { sourceId, store, isPaused, onChange, onForgotten, signal } = options;
  const alarm = createAlarm(signal);
  let attempt = new AbortController();
  let shown: WatchedFolder | null = null;

  function show(change: Partial<WatchedFolder>): void {
    if (!shown || signal.aborted) return;
    shown = { ...shown, ...change };
    onChange(shown);
  }

  async function takeTurn(folder: StoredFolder): Promise<void> {
    if (isPaused()) {
      // Paused means that nothing is kept: what happens meanwhile is not looked for afterwards.
      if (folder.hasBaseline) await store.putFolder({ ...folder, hasBaseline: false });
      show({ state: "paused", problem: null });
      return alarm.wait(Number.POSITIVE_INFINITY);
    }
    attempt.abort();
    attempt = new AbortController();
    const turn = AbortSignal.any([signal, attempt.signal]);
    const isAllowed = await mayRead(folder.handle);
    show({ state: isAllowed ? "starting" : "needs permission", problem: null });
    // What was seen before the permission lapsed is sent without it.
    const sender = startSender({
      ...options,
      url: options.ingestUrl,
      onNews: ({ waiting, problem }) => show({ waiting, problem: problem && problemWords(problem) }),
      onNoSource: onForgotten,
      network: window,
      signal: turn,
    });
    if (!isAllowed) return alarm.wait(Number.POSITIVE_INFINITY);
    const stretches = await store.listStretches(sourceId, Date.now() - COVERAGE_DAYS_MS);
    await watchFolder({
      ...options,
      folder,
      heardUntilMs: stretches.at(-1)?.endMs ?? null,
      onEvents: () => sender.wake(),
      onNews: ({ how, files, stretch }) =>
        show({ state: "watching", how, files, heardUntilMs: stretch.endMs }),
      signal: turn,
    });
  }

  async function run(): Promise<void> {
    while (!signal.aborted) {
      const folder = (await store.listFolders(options.userId)).find((row) => row.sourceId === sourceId);
      if (!folder) return onForgotten();
      shown ??= startOf(folder, await store.countQueue(sourceId));
      try {
        await takeTurn(folder);
      } catch (error) {
        attempt.abort();
        if (signal.aborted) return;
        if (error instanceof DOMException && error.name === "AbortError") continue;
        show(failureOf(error));
        await alarm.wait(RETRY_MS);
      }
    }
  }

  return {
    review() {
      attempt.abort();
      alarm.ring();
    },
    tell: () => show({}),
    done: run().finally(() => attempt.abort()),
  };
}

function startOf({ sourceId, handle }: StoredFolder, waiting: number): WatchedFolder {
  return {
    sourceId,
    folderName: handle.name,
    state: "starting",
    how: null,
    files: 0,
    waiting,
    problem: null,
    heardUntilMs: null,
  };
}

function failureOf(error: unknown): { state: FolderState; problem: string | null } {
  const name = error instanceof DOMException ? error.name : "";
  if (name === "NotFoundError") return { state: "gone", problem: null };
  if (name === "NotAllowedError") return { state: "needs permission", problem: null };
  console.error(error);
  return { state: "failed", problem: "This folder could not be read. Floyo tries again in half a minute." };
}
