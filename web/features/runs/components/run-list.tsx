"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useSearchParams } from "next/navigation";
import { useBrowserDb } from "../../../lib/browser-db.tsx";
import { formatAgo, formatClock } from "../../../lib/format-time.ts";
import { Button, buttonClass } from "../../../ui/button.tsx";
import { CardBoundary } from "../../../ui/card-boundary.tsx";
import { useMoment } from "../../../ui/clock.tsx";
import { EmptyState } from "../../../ui/empty-state.tsx";
import { ErrorState } from "../../../ui/error-state.tsx";
import { ReplayBar } from "../../replays/components/replay-bar.tsx";
import { replayFilterOf } from "../../replays/replay-filter.ts";
import { ListSkeleton } from "../../workflows/components/workflow-list.tsx";
import { runsQuery } from "../queries.ts";
import type { ListedRun } from "../rows.ts";
import { type RunFilter, readRunFilter, runsPath } from "../run-filter.ts";
import { tookWords } from "../timeline.ts";
import { startedBy } from "../trigger-of-run.ts";
import { RunControls } from "./run-controls.tsx";
import { StatusMark } from "./status-mark.tsx";

/** Runs, the newest first; what is looked for lives in the address. */
export function RunList() {
  const { db } = useBrowserDb();
  const filter = readRunFilter(new URLSearchParams(useSearchParams()));
  const { timeZone } = useMoment();
  const query = useInfiniteQuery(runsQuery(db, filter, timeZone));
  const list = query.data?.pages.flat();
  return (
    <>
      <RunControls filter={filter} onChange={(change) => goTo({ ...filter, ...change })} />
      <CardBoundary name="Running them again">
        <ReplayBar filter={replayFilterOf(filter, timeZone)} />
      </CardBoundary>
      {query.error && !list ? (
        <ErrorState
          title="The runs could not be read"
          message={`${query.error.message} They are kept.`}
          onRetry={() => query.refetch()}
          isRetrying={query.isFetching}
        />
      ) : null}
      {!list && !query.error ? <ListSkeleton /> : null}
      {list?.length === 0 ? <Empty isFiltered={runsPath(filter) !== "/runs"} /> : null}
      {list && list.length > 0 ? (
        <ul className="card divide-y divide-line overflow-hidden">
          {list.map((run) => (
            <li key={run.id}>
              <CardBoundary name="This run">
                <Line run={run} />
              </CardBoundary>
            </li>
          ))}
        </ul>
      ) : null}
      {query.hasNextPage ? (
        <Button
          className="justify-self-center"
          disabled={query.isFetchingNextPage}
          onClick={() => query.fetchNextPage()}
        >
          {query.isFetchingNextPage ? "Loading…" : "Show older runs"}
        </Button>
      ) : null}
    </>
  );
}

function Line({ run }: { run: ListedRun }) {
  const moment = useMoment();
  const startedAt = Date.parse(run.created_at);
  const took = run.finished_at
    ? tookWords(Date.parse(run.finished_at) - Date.parse(run.started_at ?? run.created_at))
    : null;
  return (
    <article className="relative flex flex-wrap items-center gap-x-4 gap-y-1 px-4 py-3 hover:bg-bg sm:px-5">
      <div className="min-w-0 flex-1 basis-56">
        <h2 className="truncate text-[13.5px] font-semibold">
          <Link href={`/runs/${run.id}`} className="-outline-offset-2 after:absolute after:inset-0">
            {run.workflow.name}
          </Link>
        </h2>
        <p className="truncate text-meta text-soft">
          v{run.workflow_version} · {startedBy(run.trigger)}
          {run.error?.message ? ` · ${run.error.message}` : ""}
        </p>
      </div>
      <StatusMark status={run.status} waitsFor={run.waits_for} />
      <p className="w-full text-meta text-soft sm:w-40 sm:text-end">
        <time
          dateTime={run.created_at}
          title={`${formatAgo(startedAt, moment)} ${formatClock(startedAt, moment.timeZone)}`}
        >
          {formatAgo(startedAt, moment)}
        </time>
        {took ? ` · ${took}` : ""}
      </p>
    </article>
  );
}

function Empty({ isFiltered }: { isFiltered: boolean }) {
  if (isFiltered) {
    return (
      <EmptyState
        title="No run fits"
        action={
          <Button onClick={() => goTo({ status: "", workflow: "", since: "", until: "", q: "" })}>
            Show all runs
          </Button>
        }
      >
        Runs are looked for by the name of their workflow, their error, the path of their file or their id, by
        their state and their day.
      </EmptyState>
    );
  }
  return (
    <EmptyState
      title="Nothing has run yet"
      action={
        <Link href="/workflows" className={buttonClass("primary")}>
          To the workflows
        </Link>
      }
    >
      Each run of a workflow stands here, with what every step was given and what it gave.
    </EmptyState>
  );
}

// What is typed replaces the address, what is chosen adds to it: Back goes from choice to choice.
function goTo(filter: RunFilter): void {
  const before = readRunFilter(new URLSearchParams(window.location.search));
  const path = runsPath(filter);
  if (path === runsPath(before)) return;
  const isTyped = runsPath({ ...filter, q: "" }) === runsPath({ ...before, q: "" });
  window.history[isTyped ? "replaceState" : "pushState"](null, "", path);
}
