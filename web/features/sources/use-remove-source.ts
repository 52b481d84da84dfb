"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useBrowserDb } from "../../lib/browser-db.tsx";
import { useToasts } from "../../state/toasts.ts";
import { keyKeys } from "../keys/queries.ts";
import { currentWatcher } from "../watch/watcher.ts";
import { removeSource, removeSourceWithEvents, sourceKeys } from "./queries.ts";
import type { Source } from "./rows.ts";

/** Takes a source out of the list, with its events or without; a folder is forgotten on this device. */
export function useRemoveSource(source: Source, onDone: () => void) {
  const { db } = useBrowserDb();
  const client = useQueryClient();
  const show = useToasts((toasts) => toasts.show);
  return useMutation({
    mutationFn: async ({ isWithEvents }: { isWithEvents: boolean }) => {
      await (isWithEvents ? removeSourceWithEvents : removeSource)(db(), source.id);
      if (source.kind === "folder") await (await currentWatcher()).forget(source.id);
    },
    onSuccess: async (_answer, { isWithEvents }) => {
      show({
        title: `${source.name} is removed`,
        detail: isWithEvents ? "Its events are being deleted." : "Its events stay in your timeline.",
      });
      onDone();
      await (isWithEvents
        ? client.invalidateQueries()
        : Promise.all([
            client.invalidateQueries({ queryKey: sourceKeys.all }),
            client.invalidateQueries({ queryKey: keyKeys.all }),
          ]));
    },
  });
}
