import { HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { readProfile } from "../../../features/profile/queries.ts";
import { RunList } from "../../../features/runs/components/run-list.tsx";
import { runsQuery } from "../../../features/runs/queries.ts";
import { readRunFilter, runsPath } from "../../../features/runs/run-filter.ts";
import { type PageQuery, searchOf } from "../../../lib/page-query.ts";
import { prefetch } from "../../../lib/prefetch.ts";
import { requireUser } from "../../../lib/require-user.ts";
import { readingClient } from "../../../lib/supabase-server.ts";
import { PageTitle } from "../../../ui/page-title.tsx";

export const metadata: Metadata = { title: "Runs" };

export default async function RunsPage({ searchParams }: PageQuery) {
  const filter = readRunFilter(searchOf(await searchParams));
  await requireUser(runsPath(filter));
  const db = await readingClient();
  const hasDays = filter.since !== "" || filter.until !== "";
  const profile = hasDays ? await readProfile(db).catch(() => null) : null;
  const runs = runsQuery(() => db, filter, profile?.timeZone ?? "UTC");
  const state = await prefetch((client) => [client.prefetchInfiniteQuery(runs)]);
  return (
    <HydrationBoundary state={state}>
      <main className="mx-auto grid w-full max-w-[960px] grid-cols-[minmax(0,1fr)] content-start gap-4 px-4 pt-6 pb-8 sm:px-6">
        <PageTitle intro="Every time a workflow ran, and what came of it.">Runs</PageTitle>
        <RunList />
      </main>
    </HydrationBoundary>
  );
}
