"use client";

import { useSyncExternalStore } from "react";

/** Form and picture stand side by side from here on; the classes of the editor's columns say the same. */
const WIDE = "(min-width: 1100px)";

/** Whether there is room for form and picture at once; false until the browser has told. */
export function useWide(): boolean {
  return useSyncExternalStore(
    listen,
    () => window.matchMedia(WIDE).matches,
    () => false,
  );
}

function listen(tell: () => void): () => void {
  const query = window.matchMedia(WIDE);
  query.addEventListener("change", tell);
  return () => query.removeEventListener("change", tell);
}
