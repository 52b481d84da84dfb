"use client";

import { type DehydratedState, HydrationBoundary, QueryClientProvider } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { BrowserDbProvider } from "../../../lib/browser-db.tsx";
import { createQueryClient } from "../../../lib/query-client.ts";
import type { SignedInUser } from "../../../lib/require-user.ts";
import { useSession } from "../../../state/session.ts";
import { Clock } from "../../../ui/clock.tsx";
import { Toaster } from "../../../ui/toaster.tsx";
import { SessionOver } from "../../account/components/session-over.tsx";
import { StepUp } from "../../account/components/step-up.tsx";
import { LiveChanges } from "../../live/live-changes.tsx";
import { ConnectionNotice } from "../../offline/components/connection-notice.tsx";
import { OfflineReading } from "../../offline/components/offline-reading.tsx";
import { OrganisationNews } from "../../organisations/components/organisation-news.tsx";
import { Palette } from "../../palette/components/palette.tsx";
import { SampleBanner } from "../../sample/components/sample-banner.tsx";
import { Watch } from "../../watch/components/watch.tsx";
import { PLACES } from "../places.ts";
import { BottomBar } from "./bottom-bar.tsx";
import { Sidebar } from "./sidebar.tsx";
import { TopBar } from "./top-bar.tsx";

const AT_HAND = PLACES.map(({ href }) => href);

interface AppShellProps {
  user: SignedInUser;
  supabaseUrl: string;
  publishableKey: string;
  startsAt: number;
  timeZone: string;
  state: DehydratedState;
  children: ReactNode;
}

/** What stands around every page of a person who is signed in. */
export function AppShell({
  user,
  supabaseUrl,
  publishableKey,
  startsAt,
  timeZone,
  state,
  children,
}: AppShellProps) {
  const [client] = useState(() => createQueryClient({ onSessionOver: endSession }));
  return (
    <QueryClientProvider client={client}>
      <BrowserDbProvider supabaseUrl={supabaseUrl} publishableKey={publishableKey} onSessionOver={endSession}>
        <Clock startsAt={startsAt} timeZone={timeZone}>
          <HydrationBoundary state={state}>
            <LiveChanges userId={user.id} />
            <OrganisationNews userId={user.id} />
            <OfflineReading userId={user.id} paths={AT_HAND} />
            <Watch userId={user.id} />
            <a
              href="#content"
              className="fixed start-2 top-2 z-50 -translate-y-16 rounded-control bg-accent px-3 py-2 font-semibold text-on-accent focus:translate-y-0"
            >
              Skip to the content
            </a>
            <div className="min-h-dvh md:grid md:grid-cols-[216px_minmax(0,1fr)]">
              <Sidebar email={user.email} />
              <TopBar email={user.email} />
              <div id="content" tabIndex={-1} className="min-w-0 pb-20 outline-none md:pb-0 print:pb-0">
                <ConnectionNotice />
                <SessionOver email={user.email} />
                <StepUp />
                <SampleBanner />
                {children}
              </div>
            </div>
            <BottomBar />
            <Palette />
            <Toaster />
          </HydrationBoundary>
        </Clock>
      </BrowserDbProvider>
    </QueryClientProvider>
  );
}

function endSession(): void {
  useSession.getState().end();
}
