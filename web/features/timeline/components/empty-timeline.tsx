"use client";

import Link from "next/link";
import { buttonClass } from "../../../ui/button.tsx";
import { EmptyState } from "../../../ui/empty-state.tsx";
import { isFiltered, type TimelineFilter } from "../timeline-filter.ts";

/** What the timeline says when it is empty: nothing fits, or nothing has been seen yet. */
export function EmptyTimeline({ filter }: { filter: TimelineFilter }) {
  if (isFiltered(filter)) {
    return (
      <EmptyState
        title="No event is like this"
        action={
          <Link href="/timeline" className={buttonClass("secondary")}>
            Show all events
          </Link>
        }
      >
        {filter.q === ""
          ? "With these filters nothing is left. Every event is still kept."
          : `No path and no tool holds “${filter.q}” under these filters.`}
      </EmptyState>
    );
  }
  return (
    <EmptyState
      title="No events yet"
      action={
        <Link href="/import" className={buttonClass("primary")}>
          Import a log
        </Link>
      }
    >
      What happens to your files stands here by day and session, from the moment it reaches Floyo. Names and
      times only, never what is in a file.
    </EmptyState>
  );
}
