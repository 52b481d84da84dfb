import { HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { miningQuery } from "../../../features/events/queries.ts";
import { PatternList } from "../../../features/patterns/components/pattern-list.tsx";
import { patternsPath, readPatternFilter } from "../../../features/patterns/pattern-filter.ts";
import { mutesQuery, patternsQuery } from "../../../features/patterns/queries.ts";
import { type PageQuery, searchOf } from "../../../lib/page-query.ts";
import { prefetch } from "../../../lib/prefetch.ts";
import { requireUser } from "../../../lib/require-user.ts";
import { readingClient } from "../../../lib/supabase-server.ts";
import { PageTitle } from "../../../ui/page-title.tsx";

export const metadata: Metadata = { title: "Patterns" };

export default async function PatternsPage({ searchParams }: PageQuery) {
  await requireUser(patternsPath(readPatternFilter(searchOf(await searchParams))));
  const db = await readingClient();
  const source = () => db;
  const state = await prefetch((client) => [
    client.prefetchQuery(patternsQuery(source)),
    client.prefetchQuery(mutesQuery(source)),
    client.prefetchQuery(miningQuery(source)),
  ]);
  return (
    <HydrationBoundary state={state}>
      <main className="mx-auto grid w-full grid-cols-[minmax(0,1fr)] max-w-[822px] content-start gap-4 px-4 pt-6 pb-8 sm:px-6">
        <PageTitle intro="What repeats in your files, and what shows it.">Patterns</PageTitle>
        <PatternList />
      </main>
    </HydrationBoundary>
  );
}
