"use client";

import { useEffect } from "react";
import { useKeptReads } from "../use-kept-reads.ts";

const WARM_AFTER_MS = 4_000;

/** Keeps pages and reads of this person on the device; shows nothing. `paths`: places to have at hand. */
export function OfflineReading({ userId, paths }: { userId: string; paths: readonly string[] }) {
  useKeptReads(userId);
  useEffect(() => {
    // A development build changes its files under their names, so nothing of it may be kept.
    if (process.env.NODE_ENV !== "production" || !("serviceWorker" in navigator)) return;
    const timer = setTimeout(() => {
      navigator.serviceWorker
        .register("/sw.js", { updateViaCache: "none" })
        .then(() => navigator.serviceWorker.ready)
        .then(({ active }) => active?.postMessage({ tell: "person", userId, paths: [...paths] }))
        // A browser that refuses (a private window does) only means that nothing is kept.
        .catch(() => {});
    }, WARM_AFTER_MS);
    return () => clearTimeout(timer);
  }, [userId, paths]);
  return null;
}
