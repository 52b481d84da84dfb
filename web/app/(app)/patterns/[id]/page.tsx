import { HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { z } from "zod";
import { NoSuchPattern } from "../../../../features/patterns/components/no-such-pattern.tsx";
import { PatternPage } from "../../../../features/patterns/components/pattern-page.tsx";
import { mutesQuery, patternQuery, relatedSuggestionQuery } from "../../../../features/patterns/queries.ts";
import { prefetch } from "../../../../lib/prefetch.ts";
import { requireUser } from "../../../../lib/require-user.ts";
import { readingClient } from "../../../../lib/supabase-server.ts";

export const metadata: Metadata = { title: "Pattern" };

export default async function OnePatternPage({ params }: { params: Promise<{ id: string }> }) {
  const id = z.uuid().safeParse((await params).id);
  await requireUser(id.success ? `/patterns/${id.data}` : "/patterns");
  const db = await readingClient();
  const source = () => db;
  const state = id.success
    ? await prefetch((client) => [
        client.prefetchQuery(patternQuery(source, id.data)),
        client.prefetchQuery(mutesQuery(source)),
        client.prefetchQuery(relatedSuggestionQuery(source, id.data)),
      ])
    : undefined;
  return (
    <HydrationBoundary state={state}>
      <main className="mx-auto grid w-full grid-cols-[minmax(0,1fr)] max-w-[960px] content-start gap-4 px-4 pt-6 pb-8 sm:px-6">
        {id.success ? <PatternPage id={id.data} /> : <NoSuchPattern />}
      </main>
    </HydrationBoundary>
  );
}
