"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useBrowserDb } from "../../lib/browser-db.tsx";
import type { Db } from "../../lib/db.ts";
import { useStartWork } from "../../lib/start-work.ts";
import { useToasts } from "../../state/toasts.ts";
import { runKeys } from "./run-keys.ts";

interface RunCommand {
  run: (db: Db) => Promise<unknown>;
  done: string;
}

/** Carries a command on a run out, brings the run on its way, and shows another run where one was started. */
export function useRunCommand() {
  const { db } = useBrowserDb();
  const client = useQueryClient();
  const router = useRouter();
  const startWork = useStartWork();
  const show = useToasts((toasts) => toasts.show);
  const warn = useToasts((toasts) => toasts.warn);
  return useMutation({
    mutationFn: ({ run }: RunCommand) => run(db()),
    onSuccess: async (started, { done }) => {
      void startWork();
      await client.invalidateQueries({ queryKey: runKeys.all });
      show({ title: done });
      if (typeof started === "string") router.push(`/runs/${started}`);
    },
    onError: (error) => {
      warn({ title: "Nothing was changed", detail: error.message });
      void client.invalidateQueries({ queryKey: runKeys.all });
    },
  });
}
