import type { WatchedFolder } from "../../state/watcher.ts";

/** What the tabs of one person tell each other: one of them watches a folder, all of them show it. */
export type TabMessage =
  | { tell: "folder"; folder: WatchedFolder }
  | { tell: "forgotten"; sourceId: string }
  /** A folder is new, or its stored row changed. */
  | { tell: "changed"; sourceId: string }
  | { tell: "paused"; sourceId: string; isPaused: boolean }
  /** A tab that just opened asks how things stand. */
  | { tell: "hello" };

export interface TabTalk {
  say: (message: TabMessage) => void;
  close: () => void;
}

export function joinTabTalk(userId: string, onMessage: (message: TabMessage) => void): TabTalk {
  const channel = new BroadcastChannel(`floyo-watch:${userId}`);
  channel.onmessage = ({ data }: MessageEvent<TabMessage>) => onMessage(data);
  return { say: (message) => channel.postMessage(message), close: () => channel.close() };
}
