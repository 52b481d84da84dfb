"use client";

import dynamic from "next/dynamic";

/** The watcher, fetched after the page: nobody waits for it to read the feed. */
export const Watch = dynamic(() => import("./watch-runner.tsx").then(({ WatchRunner }) => WatchRunner), {
  ssr: false,
});
