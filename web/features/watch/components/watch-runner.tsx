"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { useBrowserDb } from "../../../lib/browser-db.tsx";
import { eventKeys } from "../../events/queries.ts";
import { sourceKeys, sourcesQuery } from "../../sources/queries.ts";
import type { Source } from "../../sources/rows.ts";
import { currentWatcher, startWatcher } from "../watcher.ts";
import { FileHandover } from "./file-handover.tsx";

/** Watches this person's folders while any page of theirs is open, and hands over what runs wait for; shows nothing. */
export function WatchRunner({ userId }: { userId: string }) {
  const { db, token, supabaseUrl } = useBrowserDb();
  const client = useQueryClient();
  const sources = useQuery(sourcesQuery(db)).data;

  useEffect(
    () =>
      startWatcher({
        userId,
        ingestUrl: `${supabaseUrl}/functions/v1/ingest`,
        token,
        // Where this cannot be asked now, it is told below later; ingest keeps nothing of a paused source meanwhile.
        // The service tells it too; read at once, it does not depend on the live line.
        onStored: () => {
          for (const queryKey of [sourceKeys.all, eventKeys.recent, eventKeys.timeline]) {
            void client.invalidateQueries({ queryKey });
          }
        },
        // Asked anew each time, so that a rule made on another device holds here at once.
        readRules: async () => {
          const { privacySettingsQuery } = await import("../../privacy/queries.ts");
          const settings = await client.fetchQuery({
            ...privacySettingsQuery(db),
            staleTime: 0,
            networkMode: "always",
          });
          const { ops, ignoredPaths, pausedAt } = settings;
          return { ops, ignoredPaths, isPaused: pausedAt !== null };
        },
        readPaused: () => client.ensureQueryData(sourcesQuery(db)).then(pausedOf, () => []),
      }),
    [userId, supabaseUrl, token, client, db],
  );

  useEffect(() => {
    if (!sources) return;
    const paused = new Set(pausedOf(sources));
    void currentWatcher().then((watcher) => {
      for (const { id } of sources) watcher.setPaused(id, paused.has(id));
    });
  }, [sources]);
  return <FileHandover />;
}

function pausedOf(sources: readonly Source[]): string[] {
  return sources.filter(({ paused_at }) => paused_at !== null).map(({ id }) => id);
}
