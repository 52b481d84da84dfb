"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useSyncExternalStore } from "react";

/** When the oldest of what is on the page was read, in epoch milliseconds; null before anything was. */
export function useReadAt(): number | null {
  const client = useQueryClient();
  const cache = client.getQueryCache();
  return useSyncExternalStore(
    (onChange) => cache.subscribe(onChange),
    () => {
      const times = cache
        .findAll({ type: "active" })
        .map(({ state }) => state.dataUpdatedAt)
        .filter((at) => at > 0);
      return times.length > 0 ? Math.min(...times) : null;
    },
    () => null,
  );
}
