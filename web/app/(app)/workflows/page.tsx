import { HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { organisationsQuery } from "../../../features/organisations/queries.ts";
import { WorkflowList } from "../../../features/workflows/components/workflow-list.tsx";
import { workflowsQuery } from "../../../features/workflows/queries.ts";
import { prefetch } from "../../../lib/prefetch.ts";
import { requireUser } from "../../../lib/require-user.ts";
import { readingClient } from "../../../lib/supabase-server.ts";
import { PageTitle } from "../../../ui/page-title.tsx";

export const metadata: Metadata = { title: "Workflows" };

export default async function WorkflowsPage() {
  const user = await requireUser("/workflows");
  const db = await readingClient();
  const source = () => db;
  const state = await prefetch((client) => [
    client.prefetchQuery(organisationsQuery(source, user.id)),
    client.prefetchInfiniteQuery(workflowsQuery(source)),
  ]);
  return (
    <HydrationBoundary state={state}>
      <main className="mx-auto grid w-full max-w-[822px] grid-cols-[minmax(0,1fr)] content-start gap-4 px-4 pt-6 pb-8 sm:px-6">
        <PageTitle intro="What runs by itself, and what starts it.">Workflows</PageTitle>
        <WorkflowList userId={user.id} />
      </main>
    </HydrationBoundary>
  );
}
