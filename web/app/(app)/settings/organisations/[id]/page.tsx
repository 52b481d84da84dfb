import { HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { invitationsQuery, membersQuery } from "../../../../../features/members/queries.ts";
import { OrganisationPage } from "../../../../../features/organisations/components/organisation-page.tsx";
import { organisationsQuery } from "../../../../../features/organisations/queries.ts";
import { prefetch } from "../../../../../lib/prefetch.ts";
import { requireUser } from "../../../../../lib/require-user.ts";
import { readingClient } from "../../../../../lib/supabase-server.ts";

export const metadata: Metadata = { title: "Organisation" };

export default async function OrganisationRoute({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  const user = await requireUser(`/settings/organisations/${id}`);
  const db = await readingClient();
  const source = () => db;
  const state = await prefetch((client) => [
    client.prefetchQuery(organisationsQuery(source, user.id)),
    client.prefetchQuery(membersQuery(source, id)),
    client.prefetchQuery(invitationsQuery(source, id)),
  ]);
  return (
    <HydrationBoundary state={state}>
      <OrganisationPage id={id} userId={user.id} />
    </HydrationBoundary>
  );
}
