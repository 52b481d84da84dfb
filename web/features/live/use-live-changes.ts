"use client";

import type { RealtimeChannel, RealtimeClient } from "@supabase/realtime-js";
import { type QueryClient, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { whenFree } from "../../lib/at-rest.ts";
import { useBrowserDb } from "../../lib/browser-db.tsx";
import { retryDelay } from "../../lib/retry-delay.ts";
import { startSchemas } from "../../lib/start-schemas.ts";
import { useConnection } from "../../state/connection.ts";
import { eventKeys } from "../events/queries.ts";
import { notificationKeys } from "../notifications/keys.ts";
import { nearKeys } from "../onboarding/near-keys.ts";
import { organisationKeys } from "../organisations/queries.ts";
import { patternKeys } from "../patterns/queries.ts";
import { sourceKeys } from "../sources/queries.ts";
import { suggestionKeys } from "../suggestions/queries.ts";

const KEYS_OF_KIND = {
  suggestion: [suggestionKeys.all],
  pattern: [suggestionKeys.all, patternKeys.all],
  source: [sourceKeys.all, eventKeys.recent, eventKeys.timeline],
  mining: [eventKeys.mining, nearKeys.all],
  organisation: [organisationKeys.all],
  member: [organisationKeys.all],
  invitation: [organisationKeys.all],
  notification: [notificationKeys.all],
} as const;

/**
 * Listens on the person's own topic and reads again what a message names. The message says only that something
 * changed; what changed comes through RLS. After each (re)connection everything is read again.
 */
export function useLiveChanges(userId: string): void {
  const { live } = useBrowserDb();
  const client = useQueryClient();
  const setState = useConnection((connection) => connection.set);

  useEffect(() => {
    let channel: RealtimeChannel | null = null;
    let realtime: RealtimeClient | null = null;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let failures = 0;
    let isOver = false;

    async function join(): Promise<void> {
      let line: RealtimeClient;
      try {
        line = await live();
        // A private channel is judged by the token at hand when it is joined.
        await line.setAuth();
      } catch {
        // No token: there is no network, or the session is over, which the next read tells the person.
        return retry();
      }
      if (isOver) return;
      realtime = line;
      const joined = line.channel(`user:${userId}`, { config: { private: true } });
      channel = joined;
      joined.on("broadcast", { event: "changed" }, ({ payload }) => void refresh(client, payload));
      joined.subscribe((status) => {
        if (isOver || channel !== joined) return;
        if (status === "SUBSCRIBED") {
          failures = 0;
          setState("live");
          readAgain(client);
          return;
        }
        channel = null;
        void line.removeChannel(joined);
        retry();
      });
    }

    function retry(): void {
      if (isOver) return;
      setState("waiting");
      clearTimeout(timer);
      timer = setTimeout(join, retryDelay(failures++, Math.random()));
    }
    function retryNow(): void {
      if (channel) return;
      clearTimeout(timer);
      failures = 0;
      void join();
    }

    startSchemas();
    const callOff = whenFree(join);
    window.addEventListener("online", retryNow);
    return () => {
      isOver = true;
      callOff();
      window.removeEventListener("online", retryNow);
      clearTimeout(timer);
      if (channel) void realtime?.removeChannel(channel);
    };
  }, [live, client, setState, userId]);
}

/** Reads all that the page shows again, piece by piece, so that it stays smooth meanwhile. */
function readAgain(client: QueryClient): void {
  void client.invalidateQueries({ refetchType: "none" });
  for (const { queryKey } of client.getQueryCache().findAll({ type: "active" })) {
    whenFree(() => client.refetchQueries({ queryKey, exact: true, type: "active", stale: true }));
  }
}

async function refresh(client: QueryClient, payload: unknown): Promise<void> {
  const { Changed } = await import("./changed.ts");
  const parsed = Changed.safeParse(payload);
  // A kind that this page does not know is newer than it; reading everything again is always right.
  const keys = parsed.success ? KEYS_OF_KIND[parsed.data.kind] : [[]];
  for (const queryKey of keys) void client.invalidateQueries({ queryKey: [...queryKey] });
}
