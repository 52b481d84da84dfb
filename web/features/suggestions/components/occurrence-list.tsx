"use client";

import { useQuery } from "@tanstack/react-query";
import { useBrowserDb } from "../../../lib/browser-db.tsx";
import { formatClock, formatDay } from "../../../lib/format-time.ts";
import { useMoment } from "../../../ui/clock.tsx";
import { Bar } from "../../../ui/skeleton.tsx";
import { eventsByIdsQuery } from "../../events/queries.ts";
import type { EventRow } from "../../events/rows.ts";
import type { PatternRow } from "../suggestion.ts";

/** Each time it happened, the newest first, with the events themselves as they are stored today. */
export function OccurrenceList({ pattern }: { pattern: PatternRow }) {
  const { db } = useBrowserDb();
  const occurrences = pattern.evidence.occurrences.toReversed();
  const ids = occurrences.flatMap(({ eventIds }) => eventIds);
  const { data, error, refetch } = useQuery({ ...eventsByIdsQuery(db, ids), refetchInterval: false });
  const byId = new Map(data?.map((event) => [event.id, event]));
  const hidden = pattern.stats.support - occurrences.length;
  return (
    <section className="grid gap-2">
      <h3 className="label-quiet">
        {hidden > 0 ? `The last ${occurrences.length} of ${pattern.stats.support} times` : "Each time"}
      </h3>
      {error ? (
        <p role="alert" className="text-meta text-warm">
          The events could not be read. {error.message}{" "}
          <button
            type="button"
            onClick={() => refetch()}
            className="font-semibold underline underline-offset-2"
          >
            Try again
          </button>
        </p>
      ) : null}
      <ol className="grid gap-4">
        {occurrences.map(({ startedAt, eventIds, hit }) => (
          <li key={startedAt} className="grid gap-1.5">
            <Day startedAt={startedAt} hit={hit} />
            {data ? <Events events={eventIds.flatMap((id) => byId.get(id) ?? [])} /> : null}
            {!data && !error ? <Bar className="h-9 w-full rounded-control!" /> : null}
          </li>
        ))}
      </ol>
    </section>
  );
}

function Day({ startedAt, hit }: { startedAt: string; hit: boolean }) {
  const moment = useMoment();
  return (
    <p className="flex items-center gap-2 text-[13px] font-medium">
      <span
        aria-hidden="true"
        className={`size-2 rounded-full border ${hit ? "border-accent bg-accent" : "border-line-strong"}`}
      />
      <time dateTime={startedAt}>{formatDay(Date.parse(startedAt), moment)}</time>
      {hit ? null : <span className="font-normal text-soft">outside its usual time</span>}
    </p>
  );
}

function Events({ events }: { events: EventRow[] }) {
  const { timeZone } = useMoment();
  if (events.length === 0) return <p className="ps-4 text-meta text-soft">Its events were deleted since.</p>;
  return (
    <ul className="grid gap-1 border-line border-s ps-4 ms-[3px]">
      {events.map((event) => (
        <li key={event.id} className="grid grid-cols-[42px_82px_1fr] gap-x-2 text-meta">
          <time dateTime={event.occurred_at} className="font-mono text-soft">
            {formatClock(Date.parse(event.occurred_at), timeZone)}
          </time>
          <span className="text-soft">{event.op}</span>
          <span className="font-mono [overflow-wrap:anywhere]">{event.path}</span>
        </li>
      ))}
    </ul>
  );
}
