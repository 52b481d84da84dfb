"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useBrowserDb } from "../../lib/browser-db.tsx";
import { useMoment } from "../../ui/clock.tsx";
import { loadSample } from "./load-sample.ts";

export function useLoadSample() {
  const { db, token, supabaseUrl } = useBrowserDb();
  const client = useQueryClient();
  const { timeZone } = useMoment();
  return useMutation({
    mutationFn: () =>
      loadSample({
        db: db(),
        token,
        url: `${supabaseUrl}/functions/v1/ingest`,
        now: Date.now(),
        timeZone,
      }),
    onSettled: () => client.invalidateQueries(),
  });
}
