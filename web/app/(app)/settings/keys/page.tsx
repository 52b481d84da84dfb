import { HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { KeyList } from "../../../../features/keys/components/key-list.tsx";
import { NewKey } from "../../../../features/keys/components/new-key.tsx";
import { keysQuery } from "../../../../features/keys/queries.ts";
import { SettingsSection } from "../../../../features/settings/components/settings-section.tsx";
import { SettingsTitle } from "../../../../features/settings/components/settings-title.tsx";
import { sourcesQuery } from "../../../../features/sources/queries.ts";
import { prefetch } from "../../../../lib/prefetch.ts";
import { requireUser } from "../../../../lib/require-user.ts";
import { readingClient } from "../../../../lib/supabase-server.ts";

export const metadata: Metadata = { title: "Keys" };

export default async function KeysPage() {
  await requireUser("/settings/keys");
  const db = await readingClient();
  const state = await prefetch((client) => [
    client.prefetchQuery(keysQuery(() => db)),
    client.prefetchQuery(sourcesQuery(() => db)),
  ]);
  return (
    <HydrationBoundary state={state}>
      <main className="mx-auto grid w-full max-w-[760px] gap-4 px-4 pt-6 pb-8 sm:px-6">
        <SettingsTitle here="/settings/keys" title="Keys" />
        <SettingsSection
          id="keys"
          title="Keys in use"
          intro="A key lets a device or program act for you without your password. It is shown once, kept as a fingerprint, and ends the moment you revoke it."
          action={<NewKey />}
        >
          <KeyList />
        </SettingsSection>
      </main>
    </HydrationBoundary>
  );
}
