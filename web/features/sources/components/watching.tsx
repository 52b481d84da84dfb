"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useBrowserDb } from "../../../lib/browser-db.tsx";
import { formatAgo } from "../../../lib/format-time.ts";
import { useConnection } from "../../../state/connection.ts";
import { useWatcherStore } from "../../../state/watcher.ts";
import { useMoment } from "../../../ui/clock.tsx";
import { Bar } from "../../../ui/skeleton.tsx";
import { KIND_WORDS, sourcesQuery } from "../queries.ts";
import type { Source } from "../rows.ts";
import { folderStatus, type SourceStatus, senderStatus } from "../source-status.ts";

const MOST = 5;

/** Where events come from, and when each source last sent one. */
export function Watching() {
  const { db } = useBrowserDb();
  const { data, error, refetch } = useQuery(sourcesQuery(db));
  const isWaiting = useConnection(({ state }) => state === "waiting");
  return (
    <section aria-labelledby="watching" className="grid gap-3">
      <h2 id="watching" className="label-quiet">
        Watching
      </h2>
      {isWaiting ? (
        <p role="status" className="rounded-control bg-warm-soft px-2.5 py-2 text-meta text-warm">
          The live line is down. This page looks for news every minute and reconnects by itself.
        </p>
      ) : null}
      {error && !data ? (
        <p role="alert" className="text-meta text-warm">
          The sources could not be read.{" "}
          <button
            type="button"
            onClick={() => refetch()}
            className="font-semibold underline underline-offset-2"
          >
            Try again
          </button>
        </p>
      ) : null}
      {!data && !error ? <LoadingSources /> : null}
      {data?.length === 0 ? (
        <p className="text-meta text-soft">
          No source yet.{" "}
          <Link href="/sources" className="font-medium text-ink underline underline-offset-2">
            Watch a folder
          </Link>
          ,{" "}
          <Link href="/import" className="font-medium text-ink underline underline-offset-2">
            import a log
          </Link>{" "}
          or make a{" "}
          <Link href="/sources#devices" className="font-medium text-ink underline underline-offset-2">
            device key
          </Link>
          .
        </p>
      ) : null}
      <ul className="grid gap-3.5">
        {data?.slice(0, MOST).map((source) => (
          <SourceLine key={source.id} source={source} />
        ))}
      </ul>
      {data && data.length > MOST ? (
        <Link href="/sources" className="text-meta text-soft underline underline-offset-2 hover:text-ink">
          {data.length - MOST} more
        </Link>
      ) : null}
    </section>
  );
}

const DOT: Record<SourceStatus["tone"], string> = {
  live: "bg-accent",
  waits: "bg-warm",
  off: "border border-line-strong",
};

function SourceLine({ source }: { source: Source }) {
  const moment = useMoment();
  const watched = useWatcherStore(({ folders }) => folders[source.id]);
  const last = source.last_event_at
    ? `last event ${formatAgo(Date.parse(source.last_event_at), moment)}`
    : "no event yet";
  const { tone, words } = source.kind === "folder" ? folderStatus(source, watched) : senderStatus(source);
  return (
    <li className="grid grid-cols-[8px_1fr] items-center gap-x-2.5">
      <span aria-hidden="true" className={`size-2 rounded-full ${DOT[tone]}`} />
      <Link href="/sources" className="w-fit max-w-full truncate text-[13.5px] font-medium hover:underline">
        {source.name}
      </Link>
      <span className="col-start-2 text-meta text-soft">
        {tone === "waits" ? <span className="text-warm">{words}</span> : KIND_WORDS[source.kind]} · {last}
        {watched && watched.waiting > 0 ? ` · ${watched.waiting} wait` : ""}
      </span>
    </li>
  );
}

function LoadingSources() {
  return (
    <div role="status" className="grid gap-4">
      <span className="sr-only">Loading sources</span>
      {[0, 1].map((line) => (
        <div key={line} aria-hidden="true" className="grid gap-2 ps-[18px]">
          <Bar className="h-3 w-28" />
          <Bar className="h-2.5 w-40" />
        </div>
      ))}
    </div>
  );
}
