"use client";

import { useQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import { useBrowserDb } from "../../../lib/browser-db.tsx";
import { useWatcherStore } from "../../../state/watcher.ts";
import { runKeys } from "../../runs/run-keys.ts";
import { currentWatcher } from "../watcher.ts";

const LOOK_MS = 60_000;
const load = () => import("../hand-over.ts");

/** Hands over what runs wait for of the folders that this device watches; shows nothing. */
export function FileHandover() {
  const { db, token, supabaseUrl } = useBrowserDb();
  const watches = useWatcherStore(({ folders }) => Object.keys(folders).length > 0);
  const wanted = useQuery({
    // A run that begins to wait tells it over the live line, as every change of runs.
    queryKey: [...runKeys.all, "wanted"],
    queryFn: async () => (await load()).readWanted(db()),
    enabled: watches,
    refetchInterval: LOOK_MS,
    refetchIntervalInBackground: true,
  }).data;

  useEffect(() => {
    if (!wanted || wanted.length === 0) return;
    void (async () => {
      const { handOver } = await load();
      const watcher = await currentWatcher();
      for (const file of wanted) {
        const folder = await watcher.folderOf(file.source_id);
        if (!folder) continue;
        const apiUrl = `${supabaseUrl}/functions/v1/api`;
        // What did not go through is wanted still, and tried at the next look.
        await handOver(file, { folder, apiUrl, token }).catch((error: unknown) => console.error(error));
      }
    })();
  }, [wanted, supabaseUrl, token]);
  return null;
}
