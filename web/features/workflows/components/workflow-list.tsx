"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useBrowserDb } from "../../../lib/browser-db.tsx";
import { formatAgo } from "../../../lib/format-time.ts";
import { Button } from "../../../ui/button.tsx";
import { CardBoundary } from "../../../ui/card-boundary.tsx";
import { useMoment } from "../../../ui/clock.tsx";
import { EmptyState } from "../../../ui/empty-state.tsx";
import { ErrorState } from "../../../ui/error-state.tsx";
import { Bar } from "../../../ui/skeleton.tsx";
import { useOrganisations } from "../../organisations/use-organisations.ts";
import { StatusMark } from "../../runs/components/status-mark.tsx";
import { type ListedWorkflow, workflowsQuery } from "../queries.ts";
import { triggerWords } from "../trigger-words.ts";
import { NewWorkflow } from "./new-workflow.tsx";

/** Every workflow of the person's organisations. */
export function WorkflowList({ userId }: { userId: string }) {
  const { db } = useBrowserDb();
  const query = useInfiniteQuery(workflowsQuery(db));
  const list = query.data?.pages.flat();
  if (query.error && !list) {
    return (
      <ErrorState
        title="The workflows could not be read"
        message={`${query.error.message} They are kept.`}
        onRetry={() => query.refetch()}
        isRetrying={query.isFetching}
      />
    );
  }
  if (!list) return <ListSkeleton />;
  if (list.length === 0) {
    return (
      <EmptyState title="Nothing runs by itself yet" action={<NewWorkflow userId={userId} isFirst />}>
        A workflow is something that starts, by a file, a clock, a program or you, and the steps that follow.
        Make one here, or accept a suggestion of your feed: its draft is filled with your own folders and
        times.
      </EmptyState>
    );
  }
  return (
    <>
      <NewWorkflow userId={userId} isFirst={false} />
      <ul className="grid gap-3">
        {list.map((workflow) => (
          <li key={workflow.id}>
            <CardBoundary name="This workflow">
              <Line workflow={workflow} userId={userId} />
            </CardBoundary>
          </li>
        ))}
      </ul>
      {query.hasNextPage ? (
        <Button
          className="justify-self-center"
          disabled={query.isFetchingNextPage}
          onClick={() => query.fetchNextPage()}
        >
          {query.isFetchingNextPage ? "Loading…" : "Show more"}
        </Button>
      ) : null}
    </>
  );
}

function Line({ workflow, userId }: { workflow: ListedWorkflow; userId: string }) {
  const moment = useMoment();
  const organisations = useOrganisations(userId).data;
  const team = organisations?.find(({ id, kind }) => id === workflow.orgId && kind === "team");
  const { lastRun, pausedBecause, publishedVersion } = workflow;
  return (
    <article className="card relative flex flex-wrap items-start justify-between gap-x-4 gap-y-2 px-4 py-3.5 hover:border-line-strong sm:px-5">
      <div className="min-w-0 flex-1 basis-60">
        <h2 className="break-words text-[15px] font-semibold tracking-tight">
          <Link
            href={`/workflows/${workflow.id}`}
            className="after:absolute after:inset-0 after:rounded-card"
          >
            {workflow.name}
          </Link>
        </h2>
        <p className="break-words text-[13px] text-soft">
          {triggerWords(workflow.trigger)}
          {team ? ` · ${team.name}` : ""}
        </p>
      </div>
      <div className="grid justify-items-start gap-1 sm:justify-items-end">
        <p className="flex flex-wrap items-center gap-2 text-meta">
          {pausedBecause ? (
            <span className="rounded-full bg-warm-soft px-2 py-0.5 font-medium text-warm">
              {pausedBecause === "errors" ? "paused after errors" : "paused"}
            </span>
          ) : null}
          <span
            className={`rounded-full px-2 py-0.5 font-medium ${publishedVersion ? "bg-accent-soft text-accent" : "border border-line text-soft"}`}
          >
            {publishedVersion ? `v${publishedVersion}` : "draft"}
          </span>
        </p>
        <p className="flex items-center gap-1.5 text-meta text-soft">
          {lastRun ? (
            <>
              <StatusMark status={lastRun.status} /> {formatAgo(Date.parse(lastRun.createdAt), moment)}
            </>
          ) : (
            "has not run yet"
          )}
        </p>
      </div>
    </article>
  );
}

export function ListSkeleton() {
  return (
    <div role="status" className="grid gap-3">
      <span className="sr-only">Loading</span>
      {[0, 1, 2].map((card) => (
        <div key={card} className="card grid gap-3 px-4 py-4 sm:px-5">
          <Bar className="h-4 w-2/5" />
          <Bar className="h-3 w-3/5" />
        </div>
      ))}
    </div>
  );
}
