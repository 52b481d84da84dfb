"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useBrowserDb } from "../../../lib/browser-db.tsx";
import { formatCount } from "../../../lib/format-count.ts";
import { buttonClass } from "../../../ui/button.tsx";
import { EmptyState } from "../../../ui/empty-state.tsx";
import { miningQuery } from "../../events/queries.ts";
import { type PatternFilter, patternsPath } from "../pattern-filter.ts";

/** What the list says when nothing stands in it: first use, still reading, nothing found yet, or nothing like this. */
export function EmptyPatterns({ filter, hasAny }: { filter: PatternFilter; hasAny: boolean }) {
  const { db } = useBrowserDb();
  const mining = useQuery(miningQuery(db)).data;
  if (filter.q !== "" || (hasAny && filter.kind !== "all")) {
    return (
      <EmptyState
        title="No pattern is like this"
        action={
          <Link href={patternsPath({ show: filter.show })} className={buttonClass("secondary")}>
            Show all
          </Link>
        }
      >
        {filter.q === ""
          ? "There is none of this kind among the patterns shown."
          : `Neither a file nor a tool of a pattern holds “${filter.q}”.`}
      </EmptyState>
    );
  }
  if (filter.show === "stopped") {
    return (
      <EmptyState title="Nothing stopped">
        What you stop looking at waits here, and can be looked at again at any time.
      </EmptyState>
    );
  }
  if (filter.show === "withdrawn") {
    return (
      <EmptyState title="Nothing withdrawn">
        A pattern whose evidence is gone, because its events were deleted or its routine ended, is listed
        here.
      </EmptyState>
    );
  }
  if (!mining || mining.lastSeq === 0) {
    return (
      <EmptyState title="No patterns yet" action={<ImportLink look="primary" />}>
        Patterns are what repeats in your files: steps in an order, a file's way, a time of the week, files
        that belong together. They appear here once Floyo has seen some of your work.
      </EmptyState>
    );
  }
  const waiting = mining.lastSeq - mining.minedSeq;
  if (waiting > 0 && !mining.isParked) {
    return (
      <EmptyState title={`Reading ${eventsWords(mining.lastSeq)}`}>
        <p aria-live="polite">{formatCount(mining.minedSeq)} are read. Patterns appear here by themselves.</p>
      </EmptyState>
    );
  }
  return (
    <EmptyState title="Nothing repeats surely enough yet" action={<ImportLink look="secondary" />}>
      Floyo read {eventsWords(mining.lastSeq)}. A pattern is listed from five days on which it was seen, when
      chance cannot explain it.
    </EmptyState>
  );
}

function ImportLink({ look }: { look: "primary" | "secondary" }) {
  return (
    <Link href="/import" className={buttonClass(look)}>
      Import a log
    </Link>
  );
}

function eventsWords(count: number): string {
  return count === 1 ? "1 event" : `${formatCount(count)} events`;
}
