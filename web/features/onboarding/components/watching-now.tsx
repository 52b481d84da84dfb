"use client";

import { MIN_DAYS } from "@floyo/shared/mining/thresholds.ts";
import { joinWords } from "@floyo/shared/suggestions/explain.ts";
import Link from "next/link";
import { useWatcherStore } from "../../../state/watcher.ts";

/** That a folder is watched, and when something can be expected of it. Absent until one is. */
export function WatchingNow() {
  const folders = useWatcherStore((watcher) => watcher.folders);
  const names = Object.values(folders).map(({ folderName }) => folderName);
  if (names.length === 0) return null;
  return (
    <section aria-labelledby="watching-now" className="card grid gap-1.5 px-5 py-5 sm:px-6">
      <h2 id="watching-now" className="flex items-center gap-2 text-card font-semibold tracking-tight">
        <span aria-hidden="true" className="size-2 rounded-full bg-accent" />
        Floyo watches {joinWords(names)}
      </h2>
      <p className="max-w-[62ch] text-soft">
        From now on, while a tab of Floyo is open; what happens in between is found when you come back.
        Something that comes back can be told after {MIN_DAYS} days with it. A log of the past gets there at
        once.
      </p>
      <Link
        href="/sources"
        className="w-fit text-[13px] font-medium underline decoration-line-strong underline-offset-3"
      >
        See what is sent
      </Link>
    </section>
  );
}
