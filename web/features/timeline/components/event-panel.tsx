"use client";

import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useBrowserDb } from "../../../lib/browser-db.tsx";
import { formatClock, formatDay, formatSpan } from "../../../lib/format-time.ts";
import { Button } from "../../../ui/button.tsx";
import { CardBoundary } from "../../../ui/card-boundary.tsx";
import { useMoment } from "../../../ui/clock.tsx";
import { SidePanel } from "../../../ui/dialog.tsx";
import { Bar } from "../../../ui/skeleton.tsx";
import { formatBytes } from "../../import/format-bytes.ts";
import { sourcesQuery } from "../../sources/queries.ts";
import { eventQuery } from "../queries.ts";
import type { EventDetail } from "../timeline-event.ts";
import { EventPatterns } from "./event-patterns.tsx";

interface EventPanelProps {
  /** Empty: closed. */
  id: string;
  onClose: () => void;
}

/** One event with all that is stored of it, and the patterns it belongs to. */
export function EventPanel({ id, onClose }: EventPanelProps) {
  const { db } = useBrowserDb();
  const event = useQuery({ ...eventQuery(db, id), enabled: id !== "" });
  const name = event.data?.path.split("/").at(-1);
  return (
    <SidePanel
      isOpen={id !== ""}
      onOpenChange={(isOpen) => (isOpen ? undefined : onClose())}
      title={event.data && name ? `${name} ${event.data.op}` : "Event"}
    >
      {event.data ? (
        <CardBoundary key={event.data.id} name="This event">
          <Detail event={event.data} />
        </CardBoundary>
      ) : null}
      {event.data === null ? (
        <p className="text-soft">This event is not there: it was deleted, or is another person's.</p>
      ) : null}
      {event.error && event.data === undefined ? (
        <div role="alert" className="grid justify-items-start gap-2">
          <p className="text-warm">The event could not be read. {event.error.message}</p>
          <Button onClick={() => event.refetch()}>Try again</Button>
        </div>
      ) : null}
      {event.isLoading ? (
        <div role="status" className="grid gap-3">
          <span className="sr-only">Loading the event</span>
          <Bar className="h-4 w-4/5" />
          <Bar className="h-4 w-3/5" />
          <Bar className="h-4 w-2/5" />
        </div>
      ) : null}
    </SidePanel>
  );
}

function Detail({ event }: { event: EventDetail }) {
  const { db } = useBrowserDb();
  const moment = useMoment();
  const source = useQuery(sourcesQuery(db)).data?.find(({ id }) => id === event.source_id)?.name;
  const at = Date.parse(event.occurred_at);
  const clock = (timeZone: string) =>
    `${formatDay(at, { ...moment, timeZone })}, ${formatClock(at, timeZone)}`;
  const facts: [string, ReactNode][] = [
    [
      "When",
      <time key="at" dateTime={event.occurred_at}>
        {clock(moment.timeZone)}
      </time>,
    ],
    ...(event.time_zone === moment.timeZone
      ? []
      : ([[`In ${event.time_zone.replaceAll("_", " ")}`, clock(event.time_zone)]] as [string, ReactNode][])),
    ["What", event.op],
    ["Path", <Mono key="path">{event.path}</Mono>],
    ...(event.from_path
      ? ([["From", <Mono key="from">{event.from_path}</Mono>]] as [string, ReactNode][])
      : []),
    ...(event.tool ? ([["With", event.tool]] as [string, ReactNode][]) : []),
    ...(event.size === null ? [] : ([["Size", formatBytes(event.size)]] as [string, ReactNode][])),
    ...(event.duration_ms === null
      ? []
      : ([["Took", formatSpan(event.duration_ms)]] as [string, ReactNode][])),
    ...(source ? ([["Source", source]] as [string, ReactNode][]) : []),
    [
      "Known",
      event.inferred
        ? "inferred: found by comparing the folder with how it was before, so its time is the latest possible"
        : "seen as it happened, or told by a log",
    ],
    ...(event.original_occurred_at
      ? ([["Clock", "the device's clock was off; its time was corrected by the difference"]] as [
          string,
          ReactNode,
        ][])
      : []),
  ];
  return (
    <div className="grid gap-6">
      <dl className="grid grid-cols-[84px_minmax(0,1fr)] gap-x-4 gap-y-2 text-[13px]">
        {facts.map(([term, fact]) => (
          <div key={term} className="contents">
            <dt className="text-soft">{term}</dt>
            <dd className="[overflow-wrap:anywhere]">{fact}</dd>
          </div>
        ))}
      </dl>
      {event.details ? (
        <section className="grid gap-2">
          <h3 className="label-quiet">Details the sender gave</h3>
          <pre className="max-h-64 overflow-auto rounded-control border border-line bg-bg p-3 font-mono text-[12px] leading-[18px] whitespace-pre-wrap [overflow-wrap:anywhere]">
            {JSON.stringify(event.details, null, 2)}
          </pre>
        </section>
      ) : null}
      <EventPatterns event={event} />
    </div>
  );
}

function Mono({ children }: { children: string }) {
  return <span className="font-mono text-[12.5px]">{children}</span>;
}
