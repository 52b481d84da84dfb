"use client";

import { useWatcherStore } from "../../../state/watcher.ts";
import { Notice } from "../../../ui/notice.tsx";
import { CannotWatch } from "../../watch/components/cannot-watch.tsx";

/** What this browser cannot do, and what that means for the person's events. */
export function WatchNotices() {
  const support = useWatcherStore((watcher) => watcher.support);
  const storage = useWatcherStore((watcher) => watcher.storage);
  return (
    <>
      {support === "none" ? (
        <Notice>
          <p className="mb-2 font-semibold">This browser cannot watch folders</p>
          <CannotWatch />
        </Notice>
      ) : null}
      {storage === "passing" ? (
        <Notice tone="warm">
          This window keeps nothing, as private windows do. Folders are watched while this tab is open and
          forgotten with it; events that were not sent by then are lost.
        </Notice>
      ) : null}
      {storage === "full" ? (
        <Notice tone="warm" role="alert">
          There is no room left on this device. Floyo goes on watching and sends at once, but what waits is
          kept in this tab only: free some space before you close it.
        </Notice>
      ) : null}
    </>
  );
}
