"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { useBrowserDb } from "../../../lib/browser-db.tsx";
import { type Source, sourcesQuery } from "../../sources/queries.ts";
import { currentWatcher, startWatcher } from "../watcher.ts";

/** Watches this person's folders while any page of theirs is open; shows nothing. */
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
  return null;
}

function pausedOf(sources: readonly Source[]): string[] {
  return sources.filter(({ paused_at }) => paused_at !== null).map(({ id }) => id);
}
