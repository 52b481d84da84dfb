import type { ReactNode } from "react";
import { AppShell } from "../../features/navigation/components/app-shell.tsx";
import { unreadQuery } from "../../features/notifications/queries.ts";
import { profileQuery, readProfile } from "../../features/profile/queries.ts";
import { sampleQuery } from "../../features/sample/queries.ts";
import { countsQuery } from "../../features/suggestions/queries.ts";
import { siteEnv } from "../../lib/env.ts";
import { prefetch } from "../../lib/prefetch.ts";
import { findUser } from "../../lib/require-user.ts";
import { readingClient } from "../../lib/supabase-server.ts";

export default async function AppLayout({ children }: { children: ReactNode }) {
  const user = await findUser();
  // Each page asks for the person itself and knows the way back to it, so it is the page that redirects.
  if (!user || user.lacksCode) return children;
  const db = await readingClient();
  const profile = await readProfile(db).catch(() => null);
  const state = await prefetch((client) => {
    if (profile) client.setQueryData(profileQuery(() => db).queryKey, profile);
    return [
      client.prefetchQuery(countsQuery(() => db)),
      client.prefetchQuery(unreadQuery(() => db)),
      client.prefetchQuery(sampleQuery(() => db)),
    ];
  });
  const { supabaseUrl, publishableKey } = siteEnv();
  return (
    <AppShell
      user={user}
      supabaseUrl={supabaseUrl}
      publishableKey={publishableKey}
      startsAt={Date.now()}
      timeZone={profile?.timeZone ?? "UTC"}
      state={state}
    >
      {children}
    </AppShell>
  );
}
