import { HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { ChoiceList } from "../../../../features/notifications/components/choice-list.tsx";
import { DigestForm } from "../../../../features/notifications/components/digest-form.tsx";
import {
  notificationChoicesQuery,
  notificationSettingsQuery,
} from "../../../../features/notifications/settings-queries.ts";
import { SettingsSection } from "../../../../features/settings/components/settings-section.tsx";
import { SettingsTitle } from "../../../../features/settings/components/settings-title.tsx";
import { prefetch } from "../../../../lib/prefetch.ts";
import { requireUser } from "../../../../lib/require-user.ts";
import { readingClient } from "../../../../lib/supabase-server.ts";

export const metadata: Metadata = { title: "Notification settings" };

export default async function NotificationSettingsPage() {
  const user = await requireUser("/settings/notifications");
  const db = await readingClient();
  const state = await prefetch((client) => [
    client.prefetchQuery(notificationSettingsQuery(() => db)),
    client.prefetchQuery(notificationChoicesQuery(() => db)),
  ]);
  return (
    <HydrationBoundary state={state}>
      <main className="mx-auto grid w-full max-w-[760px] grid-cols-[minmax(0,1fr)] gap-4 px-4 pt-6 pb-8 sm:px-6">
        <SettingsTitle here="/settings/notifications" title="Notifications" />
        <SettingsSection
          id="kinds"
          title="What you are told, and how"
          intro="Failures always stand in Floyo. More than 20 mails an hour wait for the digest."
        >
          <ChoiceList userId={user.id} />
        </SettingsSection>
        <SettingsSection
          id="digest"
          title="Digest"
          intro="One mail of what came together and you have not read. Nothing to tell, no mail."
        >
          <DigestForm userId={user.id} />
        </SettingsSection>
      </main>
    </HydrationBoundary>
  );
}
