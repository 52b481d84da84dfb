"use client";

import { memo } from "react";
import { formatClock, formatDay } from "../../../lib/format-time.ts";
import { useMoment } from "../../../ui/clock.tsx";
import { Bar } from "../../../ui/skeleton.tsx";
import type { Row } from "../row-reader.ts";
import type { TimelineEvent } from "../timeline-event.ts";

interface TimelineRowProps {
  row: Row;
  index: number;
  /** The event that the address names. */
  isTarget: boolean;
  /** Where Tab enters the list; arrows go on from there. */
  isEntry: boolean;
  onFocus: (index: number) => void;
  onOpen: (eventId: string) => void;
}

export function TimelineRow({ row, ...rest }: TimelineRowProps) {
  switch (row.kind) {
    case "day":
      return <DayName day={row.place.day} events={row.place.events} />;
    case "session":
      return <SessionName from={row.from} to={row.to} count={row.count} />;
    case "event":
      return <EventRow event={row.event} {...rest} />;
    case "loading":
      return (
        <div aria-hidden="true" className="flex h-full items-center gap-4 border-line/60 border-b px-2">
          <Bar className="h-3 w-10" />
          <Bar className="h-3 w-16" />
          <Bar className="h-3 w-2/5" />
        </div>
      );
  }
}

const DayName = memo(function DayName({ day, events }: { day: string; events: number }) {
  const moment = useMoment();
  return (
    <div className="flex h-full items-end justify-between gap-3 border-line-strong border-b px-2 pb-1.5">
      <h2 className="text-[15px] font-semibold tracking-tight">
        <time dateTime={day}>{formatDay(Date.parse(day), { ...moment, timeZone: "UTC" })}</time>
      </h2>
      <span className="text-meta text-soft">{eventsWords(events)}</span>
    </div>
  );
});

const SessionName = memo(function SessionName({
  from,
  to,
  count,
}: {
  from: number;
  to: number;
  count: number;
}) {
  const { timeZone } = useMoment();
  const [start, end] = [formatClock(from, timeZone), formatClock(to, timeZone)];
  return (
    <h3 className="flex h-full items-end gap-2 px-2 pb-1.5 text-meta font-normal text-soft">
      <span className="font-medium text-ink">{start === end ? start : `${start} – ${end}`}</span>
      <span>{eventsWords(count)}</span>
    </h3>
  );
});

interface EventRowProps extends Omit<TimelineRowProps, "row"> {
  event: TimelineEvent;
}

const EventRow = memo(function EventRow({ event, index, isTarget, isEntry, onFocus, onOpen }: EventRowProps) {
  const { timeZone } = useMoment();
  const slash = event.path.lastIndexOf("/");
  const [folder, name] = [event.path.slice(0, Math.max(slash, 0)), event.path.slice(slash + 1)];
  return (
    <button
      type="button"
      data-row={index}
      data-prints
      tabIndex={isEntry ? 0 : -1}
      onFocus={() => onFocus(index)}
      onClick={() => onOpen(event.id)}
      className={`grid h-full w-full grid-cols-[44px_minmax(0,1fr)_auto] items-center gap-x-3 border-line/60 border-b px-2 text-start text-[13px] -outline-offset-2 hover:bg-panel md:grid-cols-[44px_88px_minmax(0,1fr)_auto] ${isTarget ? "bg-accent-soft" : ""}`}
    >
      <time dateTime={event.occurred_at} className="font-mono text-[12.5px] text-soft">
        {formatClock(Date.parse(event.occurred_at), timeZone)}
      </time>
      <span className="hidden text-soft md:block">{event.op}</span>
      <span className="min-w-0 md:flex md:items-baseline md:gap-2.5">
        <span className="block truncate font-mono text-[12.5px] text-ink md:shrink-0 md:max-w-[75%]">
          {name}
        </span>
        <span className="block min-w-0 truncate text-meta text-soft">
          <span className="md:hidden">{event.op} · </span>
          {event.op === "moved" && event.from_path ? `from ${event.from_path}` : folder}
        </span>
      </span>
      <span className="flex items-center gap-2 text-meta text-soft">
        {event.inferred ? (
          <span className="rounded-mark border border-warm/50 border-dashed px-1.5 text-tiny text-warm">
            inferred
          </span>
        ) : null}
        {event.tool ? <span className="hidden max-w-[120px] truncate sm:block">{event.tool}</span> : null}
      </span>
    </button>
  );
});

function eventsWords(count: number): string {
  return count === 1 ? "1 event" : `${count} events`;
}
