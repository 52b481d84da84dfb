"use client";

import { useQuery } from "@tanstack/react-query";
import { useBrowserDb } from "../../../lib/browser-db.tsx";
import { formatClock, formatDay } from "../../../lib/format-time.ts";
import { useMoment } from "../../../ui/clock.tsx";
import { recentEventsQuery } from "../queries.ts";

/** The newest events, so that a person sees that their work arrives. Absent until there is one. */
export function JustHappened() {
  const { db } = useBrowserDb();
  const moment = useMoment();
  const events = useQuery(recentEventsQuery(db)).data;
  if (!events || events.length === 0) return null;
  const today = formatDay(moment.now, moment);
  return (
    <section aria-labelledby="just-happened" className="grid gap-3">
      <h2 id="just-happened" className="label-quiet">
        Newest events
      </h2>
      <ol className="grid gap-2.5">
        {events.map((event) => {
          const at = Date.parse(event.occurred_at);
          const day = formatDay(at, moment);
          return (
            <li key={event.id} className="grid grid-cols-[42px_1fr] gap-x-2.5 text-meta">
              <time dateTime={event.occurred_at} className="font-mono text-soft">
                {formatClock(at, moment.timeZone)}
              </time>
              <span className="min-w-0">
                <span className="block truncate font-mono text-ink" title={event.path}>
                  {event.path.split("/").pop()}
                </span>
                <span className="block truncate text-soft">
                  {event.op}
                  {event.tool ? ` with ${event.tool}` : ""}
                  {day === today ? "" : `, ${day}`}
                </span>
              </span>
            </li>
          );
        })}
      </ol>
    </section>
  );
}
