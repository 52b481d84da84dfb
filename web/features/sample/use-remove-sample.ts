"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useBrowserDb } from "../../lib/browser-db.tsx";
import { useToasts } from "../../state/toasts.ts";
import { removeSample } from "./queries.ts";

export function useRemoveSample() {
  const { db } = useBrowserDb();
  const client = useQueryClient();
  const show = useToasts((toasts) => toasts.show);
  const warn = useToasts((toasts) => toasts.warn);
  return useMutation({
    mutationFn: () => removeSample(db()),
    onSuccess: () => show({ title: "The sample is gone", detail: "With its events and all found in them." }),
    onError: (error) => warn({ title: "The sample is still there", detail: error.message }),
    onSettled: () => client.invalidateQueries(),
  });
}
