import { HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { KeyList } from "../../../features/keys/components/key-list.tsx";
import { NewKey } from "../../../features/keys/components/new-key.tsx";
import { keysQuery } from "../../../features/keys/queries.ts";
import { SettingsSection } from "../../../features/settings/components/settings-section.tsx";
import { ErasingSources } from "../../../features/sources/components/erasing-sources.tsx";
import { FolderList } from "../../../features/sources/components/folder-list.tsx";
import { ImportedLogs } from "../../../features/sources/components/imported-logs.tsx";
import { RefusedEvents } from "../../../features/sources/components/refused-events.tsx";
import { SenderList } from "../../../features/sources/components/sender-list.tsx";
import { WatchNotices } from "../../../features/sources/components/watch-notices.tsx";
import { erasingQuery, sourcesQuery } from "../../../features/sources/queries.ts";
import { rejectsQuery } from "../../../features/sources/rejects.ts";
import { WatchFolderButton } from "../../../features/watch/components/watch-folder-button.tsx";
import { prefetch } from "../../../lib/prefetch.ts";
import { requireUser } from "../../../lib/require-user.ts";
import { readingClient } from "../../../lib/supabase-server.ts";
import { CardBoundary } from "../../../ui/card-boundary.tsx";
import { PageTitle } from "../../../ui/page-title.tsx";

export const metadata: Metadata = { title: "Sources" };

export default async function SourcesPage() {
  await requireUser("/sources");
  const db = await readingClient();
  const source = () => db;
  const state = await prefetch((client) => [
    client.prefetchQuery(sourcesQuery(source)),
    client.prefetchQuery(erasingQuery(source)),
    client.prefetchQuery(keysQuery(source)),
    client.prefetchQuery(rejectsQuery(source)),
  ]);
  return (
    <HydrationBoundary state={state}>
      <main className="mx-auto grid w-full max-w-[760px] gap-4 px-4 pt-6 pb-8 sm:px-6">
        <PageTitle intro="Where your events come from: names and times of files, never what is in them.">
          Sources
        </PageTitle>
        <CardBoundary name="What to know about watching">
          <WatchNotices />
        </CardBoundary>
        <CardBoundary name="What is being deleted">
          <ErasingSources />
        </CardBoundary>
        <SettingsSection
          id="folders"
          title="Watched folders"
          intro="Floyo sees what is created, changed, moved and deleted while a tab of it is open, and finds the rest when you come back."
          action={<WatchFolderButton />}
        >
          <FolderList />
        </SettingsSection>
        <SettingsSection
          id="devices"
          title="Devices and programs"
          intro="What sends events without you being there, each with a key of its own."
          action={<NewKey />}
        >
          <SenderList
            kinds={["cli", "api"]}
            noun="devices"
            empty="None yet. Make a key, and the command line or a program of yours can send events."
          />
          <div id="keys" className="mt-4 grid scroll-mt-6 gap-3 border-line border-t pt-4">
            <h3 className="text-[13px] font-semibold">Device keys</h3>
            <KeyList />
          </div>
        </SettingsSection>
        <ImportedLogs />
        <SettingsSection
          id="refused"
          title="Refused events"
          intro="The newest 50 that were not taken. They are kept for 14 days."
        >
          <RefusedEvents />
        </SettingsSection>
      </main>
    </HydrationBoundary>
  );
}
