import { HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import Link from "next/link";
import { organisationsQuery } from "../../../../features/organisations/queries.ts";
import { listTemplates } from "../../../../features/workflows/templates/list-templates.ts";
import { TemplateGallery } from "../../../../features/workflows/templates/template-gallery.tsx";
import { prefetch } from "../../../../lib/prefetch.ts";
import { requireUser } from "../../../../lib/require-user.ts";
import { readingClient } from "../../../../lib/supabase-server.ts";
import { PageTitle } from "../../../../ui/page-title.tsx";

export const metadata: Metadata = { title: "Templates" };

export default async function TemplatesPage() {
  const user = await requireUser("/workflows/templates");
  const db = await readingClient();
  const state = await prefetch((client) => [client.prefetchQuery(organisationsQuery(() => db, user.id))]);
  return (
    <HydrationBoundary state={state}>
      <main className="mx-auto grid w-full max-w-[1120px] grid-cols-[minmax(0,1fr)] content-start gap-4 px-4 pt-6 pb-8 sm:px-6">
        <div>
          <nav aria-label="Where you are" className="text-[13px] text-soft">
            <Link href="/workflows" className="rounded-mark hover:text-ink hover:underline">
              Workflows
            </Link>{" "}
            /
          </nav>
          <PageTitle intro="Ready but for your own folders, channels and connections. One becomes a draft; nothing runs until you publish it.">
            Templates
          </PageTitle>
        </div>
        <TemplateGallery userId={user.id} templates={listTemplates()} />
      </main>
    </HydrationBoundary>
  );
}
