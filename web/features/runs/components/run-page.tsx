"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useState } from "react";
import { useBrowserDb } from "../../../lib/browser-db.tsx";
import { buttonClass } from "../../../ui/button.tsx";
import { EmptyState } from "../../../ui/empty-state.tsx";
import { ErrorState } from "../../../ui/error-state.tsx";
import { PageSkeleton } from "../../../ui/page-skeleton.tsx";
import { Bar } from "../../../ui/skeleton.tsx";
import { readVersion } from "../../workflows/queries.ts";
import { usePermission } from "../../workflows/use-permission.ts";
import { runQuery, runStepsQuery } from "../queries.ts";
import type { Run } from "../rows.ts";
import { stepsAhead } from "../timeline.ts";
import { FileNotice } from "./file-notice.tsx";
import { HeldNotice } from "./held-notice.tsx";
import { RunDetail } from "./run-detail.tsx";
import { RunHeader } from "./run-header.tsx";
import { RunTimeline } from "./run-timeline.tsx";
import { StepDetail } from "./step-detail.tsx";

/** While something moves, the page asks by itself as well: a message may be lost. */
const MOVING_MS = 3_000;
const MOVING = new Set(["queued", "running"]);

/** One run, step by step, as it goes. */
export function RunPage({ id, userId }: { id: string; userId: string }) {
  const { db } = useBrowserDb();
  const query = useQuery({
    ...runQuery(db, id),
    refetchInterval: ({ state }) => (MOVING.has(state.data?.status ?? "") ? MOVING_MS : 60_000),
  });
  if (query.data) return <Loaded run={query.data} userId={userId} />;
  if (query.isPending) return <PageSkeleton title="Run" cards={2} />;
  return (
    <main className="mx-auto grid w-full max-w-[760px] gap-4 px-4 pt-6 pb-8 sm:px-6">
      {query.data === null ? (
        <EmptyState
          level={1}
          title="There is no such run"
          action={
            <Link href="/runs" className={buttonClass("primary")}>
              To the runs
            </Link>
          }
        >
          It went with its workflow, or it belongs to an organisation that you are no member of.
        </EmptyState>
      ) : (
        <ErrorState
          title="The run could not be read"
          message={`${query.error?.message ?? ""} It goes on all the same.`}
          onRetry={() => query.refetch()}
          isRetrying={query.isFetching}
        />
      )}
    </main>
  );
}

function Loaded({ run, userId }: { run: Run; userId: string }) {
  const { db } = useBrowserDb();
  const may = usePermission(userId);
  const mayAct = may(run.org_id, "runs.write");
  const steps = useQuery({
    ...runStepsQuery(db, run.id),
    refetchInterval: MOVING.has(run.status) ? MOVING_MS : 60_000,
  });
  const definition = useQuery({
    queryKey: ["workflows", "version", run.workflow_id, run.workflow_version],
    queryFn: () => readVersion(db(), run.workflow_id, run.workflow_version),
    refetchInterval: false,
  }).data;
  const [chosen, setChosen] = useState<string | null>(null);
  const list = steps.data;
  const known = definition?.steps ?? [];
  const troubled = list?.findLast(({ status }) => status !== "done" && status !== "cancelled");
  const shown = list?.find(({ key }) => key === chosen) ?? troubled ?? list?.at(-1);
  return (
    <main className="mx-auto grid w-full max-w-[1160px] grid-cols-[minmax(0,1fr)] content-start gap-4 px-4 pt-6 pb-8 sm:px-6">
      <RunHeader run={run} steps={list ?? []} known={known} mayAct={mayAct} />
      {run.status === "held" ? <HeldNotice run={run} mayAct={mayAct} /> : null}
      {run.status === "waiting" && run.waits_for === "file" ? <FileNotice run={run} /> : null}
      <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-4 lg:grid-cols-[minmax(0,1fr)_372px]">
        {list ? (
          <RunTimeline
            run={run}
            steps={list}
            known={known}
            ahead={run.finished_at === null ? stepsAhead(known, list) : []}
            chosen={shown?.key ?? null}
            onChoose={setChosen}
          />
        ) : steps.error ? (
          <ErrorState
            title="The steps could not be read"
            message={steps.error.message}
            onRetry={() => steps.refetch()}
          />
        ) : (
          <div role="status" className="card grid gap-4 px-5 py-5">
            <span className="sr-only">Loading the steps</span>
            <Bar className="h-4 w-2/5" />
            <Bar className="h-4 w-3/5" />
          </div>
        )}
        <aside
          aria-label="What is chosen"
          className="card grid grid-cols-[minmax(0,1fr)] gap-5 px-4 py-4 sm:px-5 lg:sticky lg:top-6"
        >
          {shown ? <StepDetail key={shown.key} run={run} step={shown} known={known} mayAct={mayAct} /> : null}
          <RunDetail run={run} />
        </aside>
      </div>
    </main>
  );
}
