"use client";

import { useSearchParams } from "next/navigation";
import { useMemo } from "react";
import { CardBoundary } from "../../../ui/card-boundary.tsx";
import { ErrorState } from "../../../ui/error-state.tsx";
import {
  readTimelineFilter,
  readTimelinePlace,
  type TimelineFilter,
  type TimelinePlace,
  timelinePath,
} from "../timeline-filter.ts";
import { useDays } from "../use-days.ts";
import { EmptyTimeline } from "./empty-timeline.tsx";
import { EventPanel } from "./event-panel.tsx";
import { TimelineControls } from "./timeline-controls.tsx";
import { TimelineList } from "./timeline-list.tsx";
import { TimelineSkeleton } from "./timeline-skeleton.tsx";

/** The person's events by day and session; search, filters and place live in the address. */
export function Timeline() {
  const search = useSearchParams().toString();
  const [filter, place] = useMemo(() => {
    const read = new URLSearchParams(search);
    return [readTimelineFilter(read), readTimelinePlace(read)] as const;
  }, [search]);
  const { geometry, error, history } = useDays(filter);
  return (
    <>
      <TimelineControls filter={filter} geometry={geometry} onChange={(change) => refine(filter, change)} />
      {error ? (
        <ErrorState
          title="The timeline could not be read"
          message={`${error.message} Your events are kept.`}
          onRetry={() => history.refetch()}
          isRetrying={history.isFetching}
        />
      ) : null}
      {!error && !geometry ? <TimelineSkeleton /> : null}
      {geometry?.rows === 0 ? <EmptyTimeline filter={filter} /> : null}
      {geometry && geometry.rows > 0 ? (
        <CardBoundary key={timelinePath(filter)} name="The list of events">
          <TimelineList
            geometry={geometry}
            filter={filter}
            place={place}
            onGoTo={(at) => goTo({ ...filter, at })}
            onOpen={(event) => goTo({ ...filter, at: place.at, event })}
          />
        </CardBoundary>
      ) : null}
      <EventPanel id={place.event} onClose={() => goTo({ ...filter, at: place.at })} />
    </>
  );
}

/** Another filter starts at the newest event again. What is typed replaces the address, what is chosen adds to it. */
function refine(before: TimelineFilter, change: Partial<TimelineFilter>): void {
  const isTyped = Object.keys(change).join() === "q";
  go(timelinePath({ ...before, ...change }), isTyped ? "replaceState" : "pushState");
}

function goTo(parts: TimelineFilter & Partial<TimelinePlace>): void {
  go(timelinePath(parts), "pushState");
}

function go(path: string, how: "pushState" | "replaceState"): void {
  if (`${window.location.pathname}${window.location.search}` !== path) window.history[how](null, "", path);
}
