"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useBrowserDb } from "../../../lib/browser-db.tsx";
import { formatCount } from "../../../lib/format-count.ts";
import { formatAgo } from "../../../lib/format-time.ts";
import { buttonClass } from "../../../ui/button.tsx";
import { useMoment } from "../../../ui/clock.tsx";
import { EmptyState } from "../../../ui/empty-state.tsx";
import { type MiningProgress, miningQuery } from "../../events/queries.ts";
import type { FeedTab } from "../feed-tab.ts";

const EMPTY_TAB: Record<Exclude<FeedTab, "open">, { title: string; text: string }> = {
  kept: { title: "Nothing kept yet", text: "What you keep from For you stays here." },
  snoozed: {
    title: "Nothing snoozed",
    text: "A suggestion that you put off with Not now waits here until its day comes.",
  },
  dismissed: {
    title: "Nothing dismissed",
    text: "What you dismiss stays here with your reason. You can take it back for a week.",
  },
};

/** What a tab says when it is empty: for a new person the one next step, later how far mining has come. */
export function EmptyFeed({ tab }: { tab: FeedTab }) {
  if (tab !== "open") {
    return <EmptyState title={EMPTY_TAB[tab].title}>{EMPTY_TAB[tab].text}</EmptyState>;
  }
  return <NothingForYou />;
}

function NothingForYou() {
  const { db } = useBrowserDb();
  const mining = useQuery(miningQuery(db)).data;
  if (!mining || mining.lastSeq === 0) return <FirstUse />;
  return <NothingFound mining={mining} />;
}

function FirstUse() {
  return (
    <EmptyState
      title="Floyo has seen nothing of yours yet"
      action={
        <Link href="/welcome" className={buttonClass("primary")}>
          Choose where it should look
        </Link>
      }
    >
      Give it a record of what happened to your files: a folder to watch, a log of your programs, or the
      history of a git repository. What repeats in it appears here, with the days and files that show it.
    </EmptyState>
  );
}

function NothingFound({ mining }: { mining: MiningProgress }) {
  const moment = useMoment();
  const count = formatCount(mining.lastSeq);
  const waiting = mining.lastSeq - mining.minedSeq;
  const events = mining.lastSeq === 1 ? "1 event" : `${count} events`;
  if (mining.isParked) {
    return (
      <EmptyState title="Reading your events failed">
        Six tries in a row ended early, so Floyo stopped trying. All {events} are kept; the next import starts
        it again.
      </EmptyState>
    );
  }
  if (waiting > 0) {
    return (
      <EmptyState title={`Reading ${events}`}>
        <p aria-live="polite">
          {formatCount(mining.minedSeq)} are read. What repeats appears here by itself.
        </p>
      </EmptyState>
    );
  }
  const last = mining.lastMinedAt ? formatAgo(Date.parse(mining.lastMinedAt), moment) : null;
  return (
    <EmptyState
      title="No routine is sure enough yet"
      action={
        <Link href="/welcome" className={buttonClass("secondary")}>
          See what is missing
        </Link>
      }
    >
      Floyo read {events}
      {last ? `, last ${last}` : ""}. It suggests only what repeats more often than chance would have it; more
      days help more than more files.
    </EmptyState>
  );
}
