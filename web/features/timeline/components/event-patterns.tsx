"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useBrowserDb } from "../../../lib/browser-db.tsx";
import { MarkedText } from "../../../ui/marked-text.tsx";
import { Bar } from "../../../ui/skeleton.tsx";
import { nameOf } from "../../patterns/describe-pattern.ts";
import type { ListedPattern } from "../../patterns/pattern.ts";
import { patternsOfEventQuery, patternsQuery } from "../../patterns/queries.ts";
import { stepOf } from "../../patterns/variants.ts";
import type { EventDetail } from "../timeline-event.ts";

/**
 * The patterns of an event, in two grades: those that count this very event among the occurrences they keep, and those
 * one of whose steps it fits by what was done and the form of its name.
 */
export function EventPatterns({ event }: { event: EventDetail }) {
  const { db } = useBrowserDb();
  const patterns = useQuery(patternsQuery(db));
  const counted = useQuery({ ...patternsOfEventQuery(db, event.id), refetchInterval: false });
  const error = patterns.error ?? counted.error;
  const found = patterns.data?.filter(({ withdrawn_at }) => withdrawn_at === null) ?? [];
  const own = found.filter(({ id }) => counted.data?.includes(id));
  const like = found.filter((pattern) => !own.includes(pattern) && stepOf(pattern.steps, event) >= 0);
  const isLoading = patterns.data === undefined || counted.data === undefined;
  return (
    <section className="grid gap-2.5">
      <h3 className="label-quiet">Patterns</h3>
      {error && isLoading ? (
        <p role="alert" className="text-[13px] text-warm">
          Its patterns could not be read. {error.message}
        </p>
      ) : null}
      {!error && isLoading ? <Bar className="h-4 w-3/5" /> : null}
      <List patterns={own} note={() => "counts this event"} />
      <List patterns={like} note={(pattern) => `like its step ${stepOf(pattern.steps, event) + 1}`} />
      {!isLoading && own.length + like.length === 0 ? (
        <p className="text-[13px] text-soft">It belongs to no pattern that Floyo knows of.</p>
      ) : null}
    </section>
  );
}

function List({ patterns, note }: { patterns: ListedPattern[]; note: (pattern: ListedPattern) => string }) {
  if (patterns.length === 0) return null;
  return (
    <ul className="grid gap-2">
      {patterns.map((pattern) => (
        <li key={pattern.id} className="text-[13px]">
          <Link
            href={`/patterns/${pattern.id}`}
            className="font-medium underline decoration-line-strong underline-offset-2 [overflow-wrap:anywhere] hover:decoration-ink"
          >
            <MarkedText text={nameOf(pattern)} />
          </Link>{" "}
          <span className="text-meta text-soft">{note(pattern)}</span>
        </li>
      ))}
    </ul>
  );
}
