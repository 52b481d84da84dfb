"use client";

import dynamic from "next/dynamic";
import { startTransition, useEffect, useState } from "react";
import { whenFree } from "../../../lib/at-rest.ts";

const WatchRunner = dynamic(() => import("./watch-runner.tsx").then(({ WatchRunner }) => WatchRunner), {
  ssr: false,
});

/** The watcher, fetched after the page: nobody waits for it to read the feed. */
export function Watch({ userId }: { userId: string }) {
  const [isDue, setDue] = useState(false);
  useEffect(() => whenFree(() => startTransition(() => setDue(true))), []);
  return isDue ? <WatchRunner userId={userId} /> : null;
}
