"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useBrowserDb } from "../../../lib/browser-db.tsx";
import { formatClock, formatDay } from "../../../lib/format-time.ts";
import { useMoment } from "../../../ui/clock.tsx";
import { MarkedText } from "../../../ui/marked-text.tsx";
import { missedBy, TOLD_DAYS } from "../absence.ts";
import { nameOf } from "../describe-pattern.ts";
import type { MissedPattern } from "../pattern.ts";
import { missedQuery, mutesQuery } from "../queries.ts";

const MOST = 3;

/** What was due this week and did not come. Absent when all came. */
export function MissedRoutines() {
  const { db } = useBrowserDb();
  const { now } = useMoment();
  const missed = useQuery(missedQuery(db)).data ?? [];
  const muted = new Set(useQuery(mutesQuery(db)).data ?? []);
  const shown = missed.filter(
    ({ fingerprint, rhythm, absence }) =>
      !muted.has(fingerprint) && missedBy({ ...rhythm, absence }, { now, days: TOLD_DAYS.feed }) !== null,
  );
  if (shown.length === 0) return null;
  return (
    <section aria-labelledby="missed" className="grid gap-3">
      <h2 id="missed" className="label-quiet">
        Has not come
      </h2>
      <ul className="grid gap-3.5">
        {shown.slice(0, MOST).map((pattern) => (
          <Missed key={pattern.id} pattern={pattern} />
        ))}
      </ul>
      {shown.length > MOST ? (
        <Link
          href="/patterns?kind=rhythm"
          className="text-meta text-soft underline underline-offset-2 hover:text-ink"
        >
          {shown.length - MOST} more
        </Link>
      ) : null}
    </section>
  );
}

function Missed({ pattern }: { pattern: MissedPattern }) {
  const { now } = useMoment();
  const { timeZone } = pattern.rhythm;
  const due = Date.parse(pattern.absence.expectedAt);
  return (
    <li className="grid grid-cols-[8px_1fr] items-center gap-x-2.5">
      <span aria-hidden="true" className="size-2 rounded-full bg-warm" />
      <Link
        href={`/patterns/${pattern.id}`}
        className="w-fit max-w-full text-[13.5px] font-medium [overflow-wrap:anywhere] hover:underline"
      >
        <MarkedText text={nameOf(pattern)} />
      </Link>
      <span className="col-start-2 text-meta text-soft">
        expected {formatDay(due, { now, timeZone })} {formatClock(due, timeZone)}, has not come
        {pattern.absence.missed > 1 ? `, ${pattern.absence.missed} times in a row` : ""}
      </span>
    </li>
  );
}
