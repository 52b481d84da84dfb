"use client";

import Link from "next/link";
import { formatClock, formatDay } from "../../../lib/format-time.ts";
import { useMoment } from "../../../ui/clock.tsx";
import { Bar } from "../../../ui/skeleton.tsx";
import type { EventRow } from "../../events/rows.ts";
import { timelinePath } from "../../timeline/timeline-filter.ts";
import type { Occurrence, PatternDetail } from "../pattern.ts";
import { useEvidence } from "../use-evidence.ts";
import { Section } from "./section.tsx";

/** Each time it happened, the newest first; each opens on the timeline at that moment. */
export function PatternOccurrences({ pattern }: { pattern: PatternDetail }) {
  const { data, error, refetch } = useEvidence(pattern);
  const occurrences = pattern.evidence.occurrences.toReversed();
  const byId = new Map(data?.map((event) => [event.id, event]));
  const hidden = pattern.stats.support - occurrences.length;
  return (
    <Section
      title="Evidence"
      note={hidden > 0 ? `the last ${occurrences.length} of ${pattern.stats.support} times` : "each time"}
    >
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
      <ol className="grid gap-x-8 gap-y-4 md:grid-cols-2">
        {occurrences.map((occurrence) => (
          <li key={occurrence.startedAt} className="grid min-w-0 content-start gap-1.5">
            <Day occurrence={occurrence} />
            {data ? <Events events={occurrence.eventIds.flatMap((id) => byId.get(id) ?? [])} /> : null}
            {!data && !error ? <Bar className="h-9 w-full rounded-control!" /> : null}
          </li>
        ))}
      </ol>
    </Section>
  );
}

function Day({ occurrence: { startedAt, eventIds, hit } }: { occurrence: Occurrence }) {
  const moment = useMoment();
  const at = Date.parse(startedAt);
  return (
    <p className="flex flex-wrap items-center gap-x-2 text-[13px] font-medium">
      <span
        aria-hidden="true"
        className={`size-2 rounded-full border ${hit ? "border-accent bg-accent" : "border-line-strong"}`}
      />
      <Link
        href={timelinePath({ at: startedAt, event: eventIds[0] ?? "" })}
        className="rounded-mark underline decoration-line-strong underline-offset-2 hover:decoration-ink"
      >
        <time dateTime={startedAt}>
          {formatDay(at, moment)}, {formatClock(at, moment.timeZone)}
        </time>
        <span className="sr-only">, on the timeline</span>
      </Link>
      {hit ? null : <span className="font-normal text-soft">outside its usual time</span>}
    </p>
  );
}

function Events({ events }: { events: EventRow[] }) {
  const { timeZone } = useMoment();
  if (events.length === 0) return <p className="ps-4 text-meta text-soft">Its events were deleted since.</p>;
  return (
    <ul className="ms-[3px] grid gap-1 border-line border-s ps-4">
      {events.map((event) => (
        <li key={event.id} className="grid grid-cols-[38px_minmax(0,1fr)] gap-x-2 text-meta">
          <time dateTime={event.occurred_at} className="font-mono text-soft">
            {formatClock(Date.parse(event.occurred_at), timeZone)}
          </time>
          <span className="min-w-0">
            <span className="text-soft">{event.op}</span>{" "}
            <span className="font-mono [overflow-wrap:anywhere]">{event.path}</span>
          </span>
        </li>
      ))}
    </ul>
  );
}
