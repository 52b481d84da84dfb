"use client";

import { useQuery } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import { useSearchParams } from "next/navigation";
import { useEffect, useState } from "react";
import { whenAtRest } from "../../../lib/at-rest.ts";
import { useBrowserDb } from "../../../lib/browser-db.tsx";
import { useFeedScreen } from "../../../state/feed.ts";
import { Tabs } from "../../../ui/tabs.tsx";
import { FEED_TABS, type FeedTab, feedTabOf, tabPath } from "../feed-tab.ts";
import { countsQuery, suggestionsQuery } from "../queries.ts";
import { useArrivals } from "../use-arrivals.ts";
import { FeedList } from "./feed-list.tsx";
import { NewButton } from "./new-button.tsx";

// Loaded once the page is at rest, or when it is asked for, and there from then on, so that it can give the focus back.
const load = () => import("./evidence-panel.tsx").then((module) => module.EvidencePanel);
const EvidencePanel = dynamic(load, { ssr: false });

/** The feed: its tabs live in the address, the open one keeps listening while another is looked at. */
export function Feed() {
  const { db } = useBrowserDb();
  const tab = feedTabOf(useSearchParams().get("tab"));
  const counts = useQuery(countsQuery(db)).data;
  const open = useQuery(suggestionsQuery(db, "open"));
  const other = useQuery({ ...suggestionsQuery(db, tab), enabled: tab !== "open" });
  const { shown, fresh, waiting, showWaiting, announcement } = useArrivals(open.data);
  const query = tab === "open" ? open : other;
  const isOpen = useFeedScreen(({ evidenceOf }) => evidenceOf !== null);
  const [isAsked, setIsAsked] = useState(false);
  useEffect(() => whenAtRest(() => load().catch(() => {})), []);
  if (isOpen && !isAsked) setIsAsked(true);

  return (
    <>
      <p role="status" className="sr-only">
        {announcement}
      </p>
      <Tabs
        label="Suggestions"
        value={tab}
        onChange={(next) => goTo(feedTabOf(next))}
        items={FEED_TABS.map((item) => ({ value: item.tab, label: item.label, count: counts?.[item.tab] }))}
      >
        {tab === "open" && waiting > 0 ? <NewButton count={waiting} onShow={showWaiting} /> : null}
        <FeedList
          tab={tab}
          list={tab === "open" && open.data ? shown : query.data}
          fresh={fresh}
          total={counts?.[tab] ?? 0}
          query={query}
        />
      </Tabs>
      {isAsked ? <EvidencePanel candidates={[...(open.data ?? []), ...(other.data ?? [])]} /> : null}
    </>
  );
}

// Radix tells of one choice twice, on press and on focus; Back must not need two steps for it.
function goTo(tab: FeedTab): void {
  if (`${window.location.pathname}${window.location.search}` === tabPath(tab)) return;
  window.history.pushState(null, "", tabPath(tab));
}
