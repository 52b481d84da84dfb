"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useBrowserDb } from "../../../lib/browser-db.tsx";
import { useStartWork } from "../../../lib/start-work.ts";
import { useToasts } from "../../../state/toasts.ts";
import { Button } from "../../../ui/button.tsx";
import { runKeys } from "../../runs/run-keys.ts";
import { cancelReplay, lastReplayQuery, MOST_RUNS, replayableQuery, replayRuns } from "../queries.ts";
import type { ReplayFilter } from "../replay-filter.ts";
import { ReplayDialog } from "./replay-dialog.tsx";
import { ReplayProgress } from "./replay-progress.tsx";

/** Runs what the list shows again, when it shows what failed; and how far that is. `filter` null: it shows something else. */
export function ReplayBar({ filter }: { filter: ReplayFilter | null }) {
  const { db } = useBrowserDb();
  const client = useQueryClient();
  const startWork = useStartWork();
  const show = useToasts((toasts) => toasts.show);
  const warn = useToasts((toasts) => toasts.warn);
  const [isAsking, setIsAsking] = useState(false);
  const last = useQuery(lastReplayQuery(db)).data ?? null;
  const count = useQuery(replayableQuery(db, filter)).data ?? 0;
  const readAgain = () => client.invalidateQueries({ queryKey: runKeys.all });
  const replay = useMutation({
    mutationFn: ({ which, latest }: { which: ReplayFilter; latest: boolean }) =>
      replayRuns(db(), which, latest),
    onSuccess: () => {
      setIsAsking(false);
      void startWork();
    },
    onSettled: readAgain,
  });
  const cancel = useMutation({
    mutationFn: (id: string) => cancelReplay(db(), id),
    onSuccess: () => show({ title: "No more runs are started", detail: "Those that were started go on." }),
    onError: (error) => warn({ title: "Nothing was changed", detail: error.message }),
    onSettled: readAgain,
  });
  const isGoing = last?.status === "running";
  return (
    <>
      {last ? (
        <ReplayProgress replay={last} isBusy={cancel.isPending} onCancel={() => cancel.mutate(last.id)} />
      ) : null}
      {filter && count > 0 && !isGoing ? (
        <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
          <p className="text-[13px] text-soft">Runs that were run again already are not counted.</p>
          <Button
            onClick={() => {
              replay.reset();
              setIsAsking(true);
            }}
          >
            {count > MOST_RUNS
              ? `Run the oldest ${MOST_RUNS} again`
              : count === 1
                ? "Run this one again"
                : `Run these ${count} again`}
          </Button>
        </div>
      ) : null}
      {isAsking && filter ? (
        <ReplayDialog
          count={count}
          isUnknown={filter.status === "unknown"}
          problem={replay.error?.message ?? null}
          isBusy={replay.isPending}
          onConfirm={(latest) => replay.mutate({ which: filter, latest })}
          onClose={() => setIsAsking(false)}
        />
      ) : null}
    </>
  );
}
