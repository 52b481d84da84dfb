"use client";

import type { RealtimeChannel, RealtimeClient } from "@supabase/realtime-js";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { useBrowserDb } from "../../../lib/browser-db.tsx";
import { retryDelay } from "../../../lib/retry-delay.ts";
import { organisationKeys } from "../queries.ts";

/** So that the members of a large organisation do not all join at one moment. */
const SPREAD_MS = 3_000;

/** What the pages of workflows, runs and connections keep their answers under. */
const WORK_KEYS = [["workflows"], ["runs"], ["connections"]] as const;
const WORK_KINDS: readonly unknown[] = ["workflow", "run", "connection"];

/**
 * Listens on the topic of an organisation's epoch and reads the organisation again when something changed. When the epoch
 * moves on, the old topic is left at once and the new one joined within three seconds.
 */
export function OrganisationTopic({ id, epoch }: { id: string; epoch: number }) {
  const { live } = useBrowserDb();
  const client = useQueryClient();
  const joinedBefore = useRef(false);

  useEffect(() => {
    let isOver = false;
    let channel: RealtimeChannel | null = null;
    let realtime: RealtimeClient | null = null;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let failures = 0;
    const read = () => client.invalidateQueries({ queryKey: organisationKeys.all });
    const readWork = () => Promise.all(WORK_KEYS.map((queryKey) => client.invalidateQueries({ queryKey })));

    async function join(): Promise<void> {
      try {
        realtime = await live();
        await realtime.setAuth();
      } catch {
        return retry();
      }
      if (isOver) return;
      const line = realtime;
      const joined = line.channel(`org:${id}:${epoch}`, { config: { private: true } });
      channel = joined;
      joined.on("broadcast", { event: "changed" }, ({ payload }) => {
        const { kind } = (payload ?? {}) as { kind?: unknown };
        void (WORK_KINDS.includes(kind) ? readWork() : read());
      });
      joined.subscribe((status) => {
        if (isOver || channel !== joined) return;
        if (status === "SUBSCRIBED") {
          failures = 0;
          // What changed while nobody listened; the list of organisations is what told of this topic just now.
          void readWork();
          if (joinedBefore.current) void read();
          joinedBefore.current = true;
          return;
        }
        channel = null;
        void line.removeChannel(joined);
        // Refused: this epoch may be over. The list says which one holds.
        void read();
        retry();
      });
    }

    function retry(): void {
      if (isOver) return;
      clearTimeout(timer);
      timer = setTimeout(join, retryDelay(failures++, Math.random()));
    }

    if (joinedBefore.current) timer = setTimeout(join, Math.random() * SPREAD_MS);
    else void join();
    return () => {
      isOver = true;
      clearTimeout(timer);
      if (channel) void realtime?.removeChannel(channel);
    };
  }, [live, client, id, epoch]);
  return null;
}
