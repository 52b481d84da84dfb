"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useBrowserDb } from "../../lib/browser-db.tsx";
import { useToasts } from "../../state/toasts.ts";
import { currentWatcher } from "../watch/watcher.ts";
import { pauseSource, sourceKeys } from "./queries.ts";
import type { Source } from "./rows.ts";

/** Pauses a source, or resumes it. A folder of this device stops at once, before the database has answered. */
export function usePause(source: Source) {
  const { db } = useBrowserDb();
  const client = useQueryClient();
  const warn = useToasts((toasts) => toasts.warn);
  const isPaused = source.paused_at !== null;

  async function tellWatcher(isPausedNow: boolean): Promise<void> {
    if (source.kind === "folder") (await currentWatcher()).setPaused(source.id, isPausedNow);
  }

  const change = useMutation({
    mutationFn: async () => {
      if (!isPaused) await tellWatcher(true);
      await pauseSource(db(), source.id, !isPaused);
      await tellWatcher(!isPaused);
    },
    onError: async (error) => {
      await tellWatcher(isPaused);
      warn({ title: "Nothing was changed", detail: error.message });
    },
    onSettled: () => client.invalidateQueries({ queryKey: sourceKeys.all }),
  });
  return { isPaused, isPending: change.isPending, toggle: () => change.mutate() };
}
