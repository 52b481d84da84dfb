import { HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { organisationsQuery } from "../../../../../../features/organisations/queries.ts";
import { SharedPage } from "../../../../../../features/shared-patterns/components/shared-page.tsx";
import { sharedPatternsQuery } from "../../../../../../features/shared-patterns/queries.ts";
import { prefetch } from "../../../../../../lib/prefetch.ts";
import { requireUser } from "../../../../../../lib/require-user.ts";
import { readingClient } from "../../../../../../lib/supabase-server.ts";

export const metadata: Metadata = { title: "Shared routines" };

export default async function SharedRoute({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  const user = await requireUser(`/settings/organisations/${id}/shared`);
  const db = await readingClient();
  const source = () => db;
  const state = await prefetch((client) => [
    client.prefetchQuery(organisationsQuery(source, user.id)),
    client.prefetchQuery(sharedPatternsQuery(source, id)),
  ]);
  return (
    <HydrationBoundary state={state}>
      <SharedPage id={id} userId={user.id} />
    </HydrationBoundary>
  );
}
