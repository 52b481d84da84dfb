import { HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { miningQuery } from "../../../features/events/queries.ts";
import { Welcome } from "../../../features/onboarding/components/welcome.tsx";
import { sampleQuery } from "../../../features/sample/queries.ts";
import { sourcesQuery } from "../../../features/sources/queries.ts";
import { suggestionsQuery } from "../../../features/suggestions/queries.ts";
import { prefetch } from "../../../lib/prefetch.ts";
import { requireUser } from "../../../lib/require-user.ts";
import { readingClient } from "../../../lib/supabase-server.ts";
import { PageTitle } from "../../../ui/page-title.tsx";

export const metadata: Metadata = { title: "Welcome" };

export default async function WelcomePage() {
  await requireUser("/welcome");
  const db = await readingClient();
  const source = () => db;
  const state = await prefetch((client) => [
    client.prefetchQuery(miningQuery(source)),
    client.prefetchQuery(suggestionsQuery(source, "open")),
    client.prefetchQuery(sourcesQuery(source)),
    client.prefetchQuery(sampleQuery(source)),
  ]);
  return (
    <HydrationBoundary state={state}>
      <main className="mx-auto grid w-full max-w-[980px] gap-4 px-4 pt-6 pb-8 sm:px-6">
        <PageTitle intro="Floyo needs a record of what happened to your files: names and times, never what is in them. Nothing is sent before you have seen it.">
          Where should Floyo look?
        </PageTitle>
        <Welcome />
      </main>
    </HydrationBoundary>
  );
}
