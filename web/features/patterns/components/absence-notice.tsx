"use client";

import { countedWords } from "@floyo/shared/suggestions/explain.ts";
import { formatClock, formatDay } from "../../../lib/format-time.ts";
import { useMoment } from "../../../ui/clock.tsx";
import { missedBy, TOLD_DAYS } from "../absence.ts";
import type { PatternDetail } from "../pattern.ts";

/** "Nothing arrived by 18:00": where a rhythm was missed the last time it was due. */
export function AbsenceNotice({ pattern: { rhythm, absence, withdrawn_at } }: { pattern: PatternDetail }) {
  const moment = useMoment();
  if (!absence || !rhythm || withdrawn_at !== null) return null;
  const by = missedBy({ ...rhythm, absence }, { now: moment.now, days: TOLD_DAYS.page });
  if (by === null) return null;
  const there = { now: moment.now, timeZone: rhythm.timeZone };
  const often = absence.missed === 1 ? "" : ` It is the ${nth(absence.missed)} time in a row.`;
  return (
    <section
      aria-label="Missed lately"
      className="grid gap-0.5 rounded-card border border-transparent bg-warm-soft px-4 py-3 sm:px-5"
    >
      <p className="font-semibold text-warm">
        Nothing arrived by {formatClock(by, rhythm.timeZone)} on {formatDay(by, there)}
      </p>
      <p className="text-[13px] text-ink">
        Kept on {rhythm.hits} of {rhythm.expected} {countedWords(rhythm.rrule)} before and since.{often}
      </p>
    </section>
  );
}

function nth(count: number): string {
  return ["", "first", "second", "third", "fourth", "fifth"][count] ?? `${count}th`;
}
