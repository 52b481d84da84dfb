import { HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { organisationsQuery } from "../../../../features/organisations/queries.ts";
import { RunPage } from "../../../../features/runs/components/run-page.tsx";
import { runQuery, runStepsQuery } from "../../../../features/runs/queries.ts";
import { prefetch } from "../../../../lib/prefetch.ts";
import { requireUser } from "../../../../lib/require-user.ts";
import { readingClient } from "../../../../lib/supabase-server.ts";

export const metadata: Metadata = { title: "Run" };

export default async function RunRoute({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  const user = await requireUser(`/runs/${id}`);
  const db = await readingClient();
  const source = () => db;
  const state = await prefetch((client) => [
    client.prefetchQuery(organisationsQuery(source, user.id)),
    client.prefetchQuery(runQuery(source, id)),
    client.prefetchQuery(runStepsQuery(source, id)),
  ]);
  return (
    <HydrationBoundary state={state}>
      <RunPage id={id} userId={user.id} />
    </HydrationBoundary>
  );
}
