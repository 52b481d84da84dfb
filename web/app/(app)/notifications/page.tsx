import { HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import Link from "next/link";
import { NotificationList } from "../../../features/notifications/components/notification-list.tsx";
import { notificationsQuery } from "../../../features/notifications/queries.ts";
import { notificationsPath, shownOf } from "../../../features/notifications/shown.ts";
import type { PageQuery } from "../../../lib/page-query.ts";
import { prefetch } from "../../../lib/prefetch.ts";
import { requireUser } from "../../../lib/require-user.ts";
import { readingClient } from "../../../lib/supabase-server.ts";
import { PageTitle } from "../../../ui/page-title.tsx";

export const metadata: Metadata = { title: "Notifications" };

export default async function NotificationsPage({ searchParams }: PageQuery) {
  const shown = shownOf((await searchParams).show);
  await requireUser(notificationsPath(shown));
  const db = await readingClient();
  const state = await prefetch((client) => [
    client.prefetchInfiniteQuery(notificationsQuery(() => db, shown)),
  ]);
  return (
    <HydrationBoundary state={state}>
      <main className="mx-auto grid w-full max-w-[760px] grid-cols-[minmax(0,1fr)] content-start gap-4 px-4 pt-6 pb-8 sm:px-6">
        <PageTitle
          intro={
            <>
              What your workflows have to tell you.{" "}
              <Link href="/settings/notifications" className="text-accent underline underline-offset-2">
                Choose what comes, and how
              </Link>
            </>
          }
        >
          Notifications
        </PageTitle>
        <NotificationList />
      </main>
    </HydrationBoundary>
  );
}
