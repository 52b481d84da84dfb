import { HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { NewOrganisation } from "../../../../features/organisations/components/new-organisation.tsx";
import { OrganisationList } from "../../../../features/organisations/components/organisation-list.tsx";
import { organisationsQuery } from "../../../../features/organisations/queries.ts";
import { SettingsSection } from "../../../../features/settings/components/settings-section.tsx";
import { SettingsTitle } from "../../../../features/settings/components/settings-title.tsx";
import { prefetch } from "../../../../lib/prefetch.ts";
import { requireUser } from "../../../../lib/require-user.ts";
import { readingClient } from "../../../../lib/supabase-server.ts";

export const metadata: Metadata = { title: "Organisations" };

export default async function OrganisationsPage() {
  const user = await requireUser("/settings/organisations");
  const db = await readingClient();
  const state = await prefetch((client) => [client.prefetchQuery(organisationsQuery(() => db, user.id))]);
  return (
    <HydrationBoundary state={state}>
      <main className="mx-auto grid w-full max-w-[760px] gap-4 px-4 pt-6 pb-8 sm:px-6">
        <SettingsTitle here="/settings/organisations" title="Organisations" />
        <SettingsSection
          id="organisations"
          title="Your organisations"
          intro="People who work together. What one person does stays theirs; only what several share is seen by others."
          action={<NewOrganisation />}
        >
          <OrganisationList userId={user.id} />
        </SettingsSection>
      </main>
    </HydrationBoundary>
  );
}
