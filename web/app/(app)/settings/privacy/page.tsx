import { HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { EraseSection } from "../../../../features/privacy/components/erase-section.tsx";
import { ExportSection } from "../../../../features/privacy/components/export-section.tsx";
import { KeptList } from "../../../../features/privacy/components/kept-list.tsx";
import { PrivacySettingsForm } from "../../../../features/privacy/components/settings-form.tsx";
import {
  erasureQuery,
  exportsQuery,
  keptRowsQuery,
  privacySettingsQuery,
} from "../../../../features/privacy/queries.ts";
import { SettingsSection } from "../../../../features/settings/components/settings-section.tsx";
import { SettingsTitle } from "../../../../features/settings/components/settings-title.tsx";
import { AllowedList } from "../../../../features/workflows/components/allowed-list.tsx";
import { consentsQuery } from "../../../../features/workflows/consent.ts";
import { prefetch } from "../../../../lib/prefetch.ts";
import { requireUser } from "../../../../lib/require-user.ts";
import { readingClient } from "../../../../lib/supabase-server.ts";

export const metadata: Metadata = { title: "Privacy" };

export default async function PrivacyPage() {
  const user = await requireUser("/settings/privacy");
  const db = await readingClient();
  const source = () => db;
  const state = await prefetch((client) => [
    client.prefetchQuery(privacySettingsQuery(source)),
    client.prefetchQuery(keptRowsQuery(source)),
    client.prefetchQuery(exportsQuery(source)),
    client.prefetchQuery(erasureQuery(source)),
    client.prefetchQuery(consentsQuery(source)),
  ]);
  return (
    <HydrationBoundary state={state}>
      <main className="mx-auto grid w-full max-w-[760px] gap-4 px-4 pt-6 pb-8 sm:px-6">
        <SettingsTitle here="/settings/privacy" title="Privacy" />
        <SettingsSection
          id="kept"
          title="What Floyo knows about you"
          intro="Everything that is kept under your name. Nobody else can read it, colleagues neither."
        >
          <KeptList />
        </SettingsSection>
        <SettingsSection
          id="taken"
          title="What is taken, and how long it stays"
          intro="Holds for all your sources. What you rule out is dropped at the door and not kept anywhere."
        >
          <PrivacySettingsForm userId={user.id} />
        </SettingsSection>
        <SettingsSection
          id="allowed"
          title="What workflows may hear of"
          intro="Your files and habits start these workflows. Whoever may see their runs sees the names."
        >
          <AllowedList />
        </SettingsSection>
        <SettingsSection
          id="export"
          title="Take it with you"
          intro="All of it as JSON and CSV in zip files, kept for seven days for you alone to download."
        >
          <ExportSection />
        </SettingsSection>
        <SettingsSection
          id="erase"
          title="Erase your account"
          intro="Takes everything with it: rows, files, queued work. A hash of your account's id stays, so that a restored backup erases you again."
        >
          <EraseSection email={user.email} />
        </SettingsSection>
      </main>
    </HydrationBoundary>
  );
}
