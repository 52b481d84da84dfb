"use client";

import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useSearchParams } from "next/navigation";
import { useBrowserDb } from "../../../lib/browser-db.tsx";
import { Button, buttonClass } from "../../../ui/button.tsx";
import { CardBoundary } from "../../../ui/card-boundary.tsx";
import { useMoment } from "../../../ui/clock.tsx";
import { EmptyState } from "../../../ui/empty-state.tsx";
import { ErrorState } from "../../../ui/error-state.tsx";
import { Tabs } from "../../../ui/tabs.tsx";
import { ListSkeleton } from "../../workflows/components/workflow-list.tsx";
import { byDay } from "../by-day.ts";
import { notificationsQuery, unreadQuery } from "../queries.ts";
import { notificationsPath, type Shown, shownOf } from "../shown.ts";
import { useMarkAll } from "../use-mark.ts";
import { NotificationItem } from "./notification-item.tsx";

/** What a person was told, by day; whether all or the unread lives in the address. */
export function NotificationList() {
  const { db } = useBrowserDb();
  const shown = shownOf(useSearchParams().get("show"));
  const unread = useQuery(unreadQuery(db)).data ?? 0;
  const markAll = useMarkAll();
  return (
    <div className="relative">
      {unread > 0 ? (
        <Button
          look="ghost"
          className="absolute end-0 -top-1 z-10"
          disabled={markAll.isPending}
          onClick={() => markAll.mutate(new Date().toISOString())}
        >
          Mark all as read
        </Button>
      ) : null}
      <Tabs
        label="Notifications"
        value={shown}
        onChange={(next) => goTo(shownOf(next))}
        items={[
          { value: "all", label: "All" },
          { value: "unread", label: "Unread", count: unread },
        ]}
      >
        <Content shown={shown} />
      </Tabs>
    </div>
  );
}

function Content({ shown }: { shown: Shown }) {
  const { db } = useBrowserDb();
  const moment = useMoment();
  const query = useInfiniteQuery(notificationsQuery(db, shown));
  const list = query.data?.pages.flat();
  if (query.error && !list) {
    return (
      <div className="mt-4">
        <ErrorState
          title="Your notifications could not be read"
          message={`${query.error.message} They are kept.`}
          onRetry={() => query.refetch()}
          isRetrying={query.isFetching}
        />
      </div>
    );
  }
  return (
    <div className="mt-4 grid gap-6">
      {list ? null : <ListSkeleton />}
      {list?.length === 0 ? <Empty shown={shown} /> : null}
      {byDay(list ?? [], moment).map(({ title, list: told }) => (
        <section key={title} aria-label={title} className="grid gap-2">
          <h2 className="text-[13px] font-semibold text-soft">{title}</h2>
          <ul className="card divide-y divide-line overflow-hidden">
            {told.map((notification) => (
              <li key={notification.id}>
                <CardBoundary name="This notification">
                  <NotificationItem notification={notification} />
                </CardBoundary>
              </li>
            ))}
          </ul>
        </section>
      ))}
      {query.hasNextPage ? (
        <Button
          className="justify-self-center"
          disabled={query.isFetchingNextPage}
          onClick={() => query.fetchNextPage()}
        >
          {query.isFetchingNextPage ? "Loading…" : "Show older ones"}
        </Button>
      ) : null}
    </div>
  );
}

function Empty({ shown }: { shown: Shown }) {
  if (shown === "unread") {
    return (
      <EmptyState
        title="Nothing is unread"
        action={<Button onClick={() => goTo("all")}>Show all notifications</Button>}
      >
        What you were told before stands under All.
      </EmptyState>
    );
  }
  return (
    <EmptyState
      title="Nothing to tell yet"
      action={
        <Link href="/settings/notifications" className={buttonClass("primary")}>
          Choose what you are told
        </Link>
      }
    >
      When a run fails, a workflow pauses itself or one of its steps has a message for you, it stands here.
    </EmptyState>
  );
}

// Radix tells of one choice twice, on press and on focus; Back must not need two steps for it.
function goTo(shown: Shown): void {
  if (`${window.location.pathname}${window.location.search}` === notificationsPath(shown)) return;
  window.history.pushState(null, "", notificationsPath(shown));
}
