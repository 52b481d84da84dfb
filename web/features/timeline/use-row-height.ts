"use client";

import { useSyncExternalStore } from "react";

const WIDE = "(min-width: 768px)";

/** The height of every row: one line where there is room for it, two on a phone. */
export function useRowHeight(): number {
  const isWide = useSyncExternalStore(
    listen,
    () => window.matchMedia(WIDE).matches,
    () => true,
  );
  return isWide ? 36 : 54;
}

function listen(tell: () => void): () => void {
  const query = window.matchMedia(WIDE);
  query.addEventListener("change", tell);
  return () => query.removeEventListener("change", tell);
}
