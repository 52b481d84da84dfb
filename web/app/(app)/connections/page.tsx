import { HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { ConnectionList } from "../../../features/connections/components/connection-list.tsx";
import { connectionsQuery, connectionUsesQuery } from "../../../features/connections/queries.ts";
import { signInNotice } from "../../../features/connections/sign-in-notice.ts";
import { organisationsQuery } from "../../../features/organisations/queries.ts";
import { prefetch } from "../../../lib/prefetch.ts";
import { requireUser } from "../../../lib/require-user.ts";
import { readingClient } from "../../../lib/supabase-server.ts";
import { Notice } from "../../../ui/notice.tsx";
import { PageTitle } from "../../../ui/page-title.tsx";

export const metadata: Metadata = { title: "Connections" };

interface ConnectionsPageProps {
  searchParams: Promise<{ signIn?: string | string[] }>;
}

export default async function ConnectionsPage({ searchParams }: ConnectionsPageProps) {
  const user = await requireUser("/connections");
  const notice = signInNotice((await searchParams).signIn);
  const db = await readingClient();
  const source = () => db;
  const state = await prefetch((client) => [
    client.prefetchQuery(organisationsQuery(source, user.id)),
    client.prefetchQuery(connectionsQuery(source)),
    client.prefetchQuery(connectionUsesQuery(source)),
  ]);
  return (
    <HydrationBoundary state={state}>
      <main className="mx-auto grid w-full max-w-[822px] grid-cols-[minmax(0,1fr)] content-start gap-4 px-4 pt-6 pb-8 sm:px-6">
        <PageTitle intro="The services that your workflows reach, and whether they can.">
          Connections
        </PageTitle>
        {notice ? (
          <Notice tone={notice.isGood ? "quiet" : "warm"} role={notice.isGood ? "status" : "alert"}>
            {notice.words}
          </Notice>
        ) : null}
        <ConnectionList userId={user.id} />
      </main>
    </HydrationBoundary>
  );
}
