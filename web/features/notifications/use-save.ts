"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useBrowserDb } from "../../lib/browser-db.tsx";
import type { Db } from "../../lib/db.ts";
import { useToasts } from "../../state/toasts.ts";
import { notificationKeys } from "./keys.ts";

/** Stores a setting as it is chosen, and says so. */
export function useSave() {
  const { db } = useBrowserDb();
  const client = useQueryClient();
  const show = useToasts((toasts) => toasts.show);
  const warn = useToasts((toasts) => toasts.warn);
  return useMutation({
    mutationFn: (save: (db: Db) => Promise<void>) => save(db()),
    onSuccess: () => show({ title: "Saved", detail: "It holds from now on." }),
    onError: (error) => warn({ title: "Nothing was changed", detail: error.message }),
    onSettled: () => client.invalidateQueries({ queryKey: notificationKeys.all }),
  });
}
