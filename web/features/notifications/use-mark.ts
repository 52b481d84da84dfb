"use client";

import { type InfiniteData, useMutation, useQueryClient } from "@tanstack/react-query";
import { useBrowserDb } from "../../lib/browser-db.tsx";
import { useToasts } from "../../state/toasts.ts";
import { notificationKeys } from "./keys.ts";
import { markAll, markOne, unmarkAll } from "./queries.ts";
import type { Notification } from "./rows.ts";

type Pages = InfiniteData<Notification[]>;

/** Marks one as read, or unread again; shown at once, read again from the database after. */
export function useMarkOne() {
  const { db } = useBrowserDb();
  const client = useQueryClient();
  const warn = useToasts((toasts) => toasts.warn);
  return useMutation({
    mutationFn: ({ id, isRead }: { id: string; isRead: boolean }) =>
      markOne(db(), id, isRead ? new Date().toISOString() : null),
    onMutate: async ({ id, isRead }) => {
      await client.cancelQueries({ queryKey: notificationKeys.lists });
      client.setQueriesData<Pages>({ queryKey: notificationKeys.lists }, (known) =>
        changed(known, (one) =>
          one.id === id ? { ...one, read_at: isRead ? new Date().toISOString() : null } : one,
        ),
      );
    },
    onError: (error) => warn({ title: "It could not be marked", detail: error.message }),
    onSettled: () => client.invalidateQueries({ queryKey: notificationKeys.all }),
  });
}

/** Marks all as read, with the way back. */
export function useMarkAll() {
  const { db } = useBrowserDb();
  const client = useQueryClient();
  const show = useToasts((toasts) => toasts.show);
  const warn = useToasts((toasts) => toasts.warn);
  const readAgain = () => client.invalidateQueries({ queryKey: notificationKeys.all });
  const undo = useMutation({
    mutationFn: (at: string) => unmarkAll(db(), at),
    onError: (error) => warn({ title: "Nothing was changed", detail: error.message }),
    onSettled: readAgain,
  });
  return useMutation({
    mutationFn: (at: string) => markAll(db(), at),
    onSuccess: (_, at) =>
      show({ title: "All marked as read", action: { label: "Undo", run: () => undo.mutate(at) } }),
    onError: (error) => warn({ title: "Nothing was changed", detail: error.message }),
    onSettled: readAgain,
  });
}

function changed(known: Pages | undefined, change: (one: Notification) => Notification): Pages | undefined {
  return known && { ...known, pages: known.pages.map((page) => page.map(change)) };
}
