"use client";

import { useQuery } from "@tanstack/react-query";
import { useId, useState } from "react";
import { useBrowserDb } from "../../../lib/browser-db.tsx";
import { formatCount } from "../../../lib/format-count.ts";
import { formatClock, formatDay } from "../../../lib/format-time.ts";
import { useMoment } from "../../../ui/clock.tsx";
import { QueryState } from "../../../ui/query-state.tsx";
import { sourceEventsQuery } from "../queries.ts";
import type { Source, SourceEvent } from "../rows.ts";

/** The last events of a source, opened on demand. */
export function NewestEvents({ source }: { source: Source }) {
  const id = useId();
  const [isOpen, setIsOpen] = useState(false);
  return (
    <div>
      <button
        type="button"
        aria-expanded={isOpen}
        aria-controls={id}
        aria-label={`Newest events of ${source.name}`}
        onClick={() => setIsOpen(!isOpen)}
        className="-ms-1 rounded-mark px-1 py-0.5 text-meta font-medium text-soft underline decoration-line-strong underline-offset-2 hover:text-ink pointer-coarse:min-h-11"
      >
        {isOpen ? "Hide newest events" : "Newest events"}
      </button>
      <div id={id} hidden={!isOpen} className="mt-2">
        {isOpen ? <EventRows sourceId={source.id} /> : null}
      </div>
    </div>
  );
}

function EventRows({ sourceId }: { sourceId: string }) {
  const { db } = useBrowserDb();
  const query = useQuery(sourceEventsQuery(db, sourceId));
  return (
    <QueryState
      noun="events"
      query={query}
      empty={<p className="text-meta text-soft">No event yet. The first one appears here by itself.</p>}
    >
      {(events) => (
        <ol className="grid gap-1 rounded-control border border-line bg-bg px-3 py-2.5">
          {events.map((event) => (
            <EventLine key={event.id} event={event} />
          ))}
        </ol>
      )}
    </QueryState>
  );
}

function EventLine({ event }: { event: SourceEvent }) {
  const moment = useMoment();
  const at = Date.parse(event.occurred_at);
  const day = formatDay(at, moment);
  return (
    <li className="flex flex-wrap gap-x-3 text-meta">
      <time dateTime={event.occurred_at} className="font-mono text-soft">
        {day === formatDay(moment.now, moment) ? "" : `${day} `}
        {formatClock(at, moment.timeZone)}
      </time>
      <span className="text-soft">{event.op}</span>
      <span className="min-w-0 flex-1 basis-40 break-all font-mono text-ink">
        {event.from_path ? `${event.from_path} → ` : ""}
        {event.path}
        {event.files ? <span className="font-sans text-soft"> {formatCount(event.files)} files</span> : null}
      </span>
      {event.inferred ? <span className="text-warm">found by comparing</span> : null}
    </li>
  );
}
