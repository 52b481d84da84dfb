import { HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { sourcesQuery } from "../../../features/sources/queries.ts";
import { Timeline } from "../../../features/timeline/components/timeline.tsx";
import {
  readTimelineFilter,
  readTimelinePlace,
  timelinePath,
} from "../../../features/timeline/timeline-filter.ts";
import { type PageQuery, searchOf } from "../../../lib/page-query.ts";
import { prefetch } from "../../../lib/prefetch.ts";
import { requireUser } from "../../../lib/require-user.ts";
import { readingClient } from "../../../lib/supabase-server.ts";
import { PageTitle } from "../../../ui/page-title.tsx";

export const metadata: Metadata = { title: "Timeline" };

export default async function TimelinePage({ searchParams }: PageQuery) {
  const search = searchOf(await searchParams);
  await requireUser(timelinePath({ ...readTimelineFilter(search), ...readTimelinePlace(search) }));
  const db = await readingClient();
  const state = await prefetch((client) => [client.prefetchQuery(sourcesQuery(() => db))]);
  return (
    <HydrationBoundary state={state}>
      <main className="mx-auto grid w-full grid-cols-[minmax(0,1fr)] max-w-[960px] content-start gap-4 px-4 pt-6 pb-8 sm:px-6">
        <PageTitle intro="What happened to your files, by day and session.">Timeline</PageTitle>
        <Timeline />
      </main>
    </HydrationBoundary>
  );
}
