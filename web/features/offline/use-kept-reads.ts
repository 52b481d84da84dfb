"use client";

import { dehydrate, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { whenFree } from "../../lib/at-rest.ts";

// They come with the first read or write: no page waits for them.
const keptReads = () => import("./kept-reads.ts");
const restore = () => import("./restore-reads.ts");

const SAVE_EVERY_MS = 2_000;
const MOST_CHARACTERS = 400_000;

/**
 * Keeps what the page read on this device and shows it again when there is no network. A query whose meta says `isKept: false` is left out. (react-query's own persister has no release for the version in use; this is all we need of it.)
 */
export function useKeptReads(userId: string): void {
  const client = useQueryClient();
  useEffect(() => {
    let isOver = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const save = () => {
      timer = undefined;
      const state = dehydrate(client, {
        shouldDehydrateQuery: ({ state, meta }) =>
          meta?.isKept !== false &&
          state.status === "success" &&
          JSON.stringify(state.data)?.length < MOST_CHARACTERS,
        shouldDehydrateMutation: () => false,
      });
      void keptReads()
        .then(({ saveReads }) => saveReads(userId, state, Date.now()))
        .catch(() => {});
    };
    const load = () =>
      keptReads()
        .then(({ loadReads }) => loadReads(userId, Date.now()))
        .then(async (kept) => {
          const { restoreReads } = await restore();
          if (kept && !isOver) restoreReads(client, kept, { isOnline: navigator.onLine });
        })
        .catch(() => {});
    // Where there is a network, the page came with what it shows.
    const callOff = navigator.onLine ? whenFree(load) : void load();
    const stop = client.getQueryCache().subscribe(({ type }) => {
      if (type === "updated" && timer === undefined) timer = setTimeout(() => whenFree(save), SAVE_EVERY_MS);
    });
    return () => {
      isOver = true;
      callOff?.();
      clearTimeout(timer);
      stop();
    };
  }, [client, userId]);
}
