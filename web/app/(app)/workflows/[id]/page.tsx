import { HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { organisationsQuery } from "../../../../features/organisations/queries.ts";
import { WorkflowPage } from "../../../../features/workflows/components/workflow-page.tsx";
import { versionsQuery, workflowQuery } from "../../../../features/workflows/queries.ts";
import { prefetch } from "../../../../lib/prefetch.ts";
import { requireUser } from "../../../../lib/require-user.ts";
import { readingClient } from "../../../../lib/supabase-server.ts";

export const metadata: Metadata = { title: "Workflow" };

export default async function WorkflowRoute({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  const user = await requireUser(`/workflows/${id}`);
  const db = await readingClient();
  const source = () => db;
  const state = await prefetch((client) => [
    client.prefetchQuery(organisationsQuery(source, user.id)),
    client.prefetchQuery(workflowQuery(source, id)),
    client.prefetchQuery(versionsQuery(source, id)),
  ]);
  return (
    <HydrationBoundary state={state}>
      <WorkflowPage id={id} userId={user.id} />
    </HydrationBoundary>
  );
}
