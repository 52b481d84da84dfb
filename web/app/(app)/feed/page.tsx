import { HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { JustHappened } from "../../../features/events/components/just-happened.tsx";
import { miningQuery, recentEventsQuery } from "../../../features/events/queries.ts";
import { MissedRoutines } from "../../../features/patterns/components/missed-routines.tsx";
import { missedQuery, mutesQuery } from "../../../features/patterns/queries.ts";
import { Watching } from "../../../features/sources/components/watching.tsx";
import { sourcesQuery } from "../../../features/sources/queries.ts";
import { Feed } from "../../../features/suggestions/components/feed.tsx";
import { feedTabOf, tabPath } from "../../../features/suggestions/feed-tab.ts";
import { reasonsQuery, suggestionsQuery } from "../../../features/suggestions/queries.ts";
import type { PageQuery } from "../../../lib/page-query.ts";
import { prefetch } from "../../../lib/prefetch.ts";
import { requireUser } from "../../../lib/require-user.ts";
import { readingClient } from "../../../lib/supabase-server.ts";
import { CardBoundary } from "../../../ui/card-boundary.tsx";
import { PageTitle } from "../../../ui/page-title.tsx";
import { WhileLoading } from "../../../ui/while-loading.tsx";
import { FeedLoading } from "./feed-loading.tsx";

export const metadata: Metadata = { title: "Feed" };

export default function FeedPage({ searchParams }: PageQuery) {
  return (
    <WhileLoading fallback={<FeedLoading />}>
      <FeedContent searchParams={searchParams} />
    </WhileLoading>
  );
}

async function FeedContent({ searchParams }: PageQuery) {
  const tab = feedTabOf((await searchParams).tab);
  await requireUser(tabPath(tab));
  const db = await readingClient();
  const source = () => db;
  const state = await prefetch((client) => [
    client.prefetchQuery(suggestionsQuery(source, "open")),
    ...(tab === "open" ? [] : [client.prefetchQuery(suggestionsQuery(source, tab))]),
    ...(tab === "dismissed" ? [client.prefetchQuery(reasonsQuery(source))] : []),
    client.prefetchQuery(sourcesQuery(source)),
    client.prefetchQuery(recentEventsQuery(source)),
    client.prefetchQuery(miningQuery(source)),
    client.prefetchQuery(missedQuery(source)),
    client.prefetchQuery(mutesQuery(source)),
  ]);
  return (
    <HydrationBoundary state={state}>
      <div className="xl:grid xl:grid-cols-[minmax(0,1fr)_300px]">
        <main className="mx-auto grid w-full max-w-[822px] content-start gap-4 px-4 pt-6 sm:px-6">
          <PageTitle>Feed</PageTitle>
          <Feed />
        </main>
        <aside className="mx-auto grid w-full max-w-[822px] content-start gap-7 border-line px-4 pt-2 pb-8 sm:px-6 xl:sticky xl:top-0 xl:h-dvh xl:max-w-none xl:overflow-y-auto xl:border-s xl:px-[22px] xl:pt-6">
          <CardBoundary name="What has not come">
            <MissedRoutines />
          </CardBoundary>
          <CardBoundary name="What is watched">
            <Watching />
          </CardBoundary>
          <CardBoundary name="The newest events">
            <JustHappened />
          </CardBoundary>
        </aside>
      </div>
    </HydrationBoundary>
  );
}
