"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useBrowserDb } from "../../../lib/browser-db.tsx";
import { buttonClass } from "../../../ui/button.tsx";
import { EmptyState } from "../../../ui/empty-state.tsx";
import { ErrorState } from "../../../ui/error-state.tsx";
import { PageSkeleton } from "../../../ui/page-skeleton.tsx";
import { workflowQuery } from "../queries.ts";
import { DeletedWorkflow } from "./deleted-workflow.tsx";
import { WorkflowEditor } from "./workflow-editor.tsx";

/** One workflow: its draft, its versions, and what can be done with it. */
export function WorkflowPage({ id, userId }: { id: string; userId: string }) {
  const { db } = useBrowserDb();
  const query = useQuery(workflowQuery(db, id));
  if (query.data) {
    if (query.data.deletedAt) return <DeletedWorkflow workflow={query.data} userId={userId} />;
    return <WorkflowEditor key={id} workflow={query.data} userId={userId} />;
  }
  if (query.isPending) return <PageSkeleton title="Workflow" cards={3} />;
  return (
    <main className="mx-auto grid w-full max-w-[760px] gap-4 px-4 pt-6 pb-8 sm:px-6">
      {query.data === null ? (
        <EmptyState
          level={1}
          title="There is no such workflow"
          action={
            <Link href="/workflows" className={buttonClass("primary")}>
              To the workflows
            </Link>
          }
        >
          It was deleted, or it belongs to an organisation that you are no member of.
        </EmptyState>
      ) : (
        <ErrorState
          title="The workflow could not be read"
          message={`${query.error?.message ?? ""} It is kept.`}
          onRetry={() => query.refetch()}
          isRetrying={query.isFetching}
        />
      )}
    </main>
  );
}
