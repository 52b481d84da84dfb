"use client";

import type { Pattern } from "@floyo/shared/mining/pattern.ts";
import { countedWords, explainPattern } from "@floyo/shared/suggestions/explain.ts";
import { useState } from "react";
import { HitsChart } from "../../../ui/charts/hits-chart.tsx";
import { WeekMap } from "../../../ui/charts/week-map.tsx";
import { MarkedText } from "../../../ui/marked-text.tsx";
import { expectedBand, weekCells } from "../../patterns/picture-data.ts";

const MAX_MARKS = 26;
const KIND_WORDS = {
  sequence: "Sequence",
  flow: "Flow",
  rhythm: "Rhythm",
  companions: "Companions",
} as const;

/** A pattern found here: its sentence, kept and missed days, and on demand its week. */
export function LocalPatternCard({ actor, pattern }: { actor: string | null; pattern: Pattern }) {
  const { evidence, rhythm, stats, kind } = pattern;
  // The 168 marks of a week are drawn when they are asked for: twelve cards at once would hold up the page.
  const [isOpen, setIsOpen] = useState(false);
  const marks = evidence.expectedDays.slice(-MAX_MARKS).map(({ date, hit }) => ({ day: date, hit }));
  return (
    <article className="card grid gap-3 px-4 py-4 sm:px-5">
      <p className="flex flex-wrap gap-x-2 text-meta text-soft">
        {actor === null ? null : <span className="font-mono">{actor}</span>}
        <span>{KIND_WORDS[kind]}</span>
        <span aria-hidden="true">·</span>
        <span>
          {stats.support} times on {stats.days} days
        </span>
        {stats.minutesPerMonth >= 1 ? (
          <>
            <span aria-hidden="true">·</span>
            <span>≈ {Math.round(stats.minutesPerMonth)} min a month</span>
          </>
        ) : null}
      </p>
      <p className="max-w-[72ch] text-[15px] leading-[22px] [overflow-wrap:anywhere]">
        <MarkedText text={explainPattern(pattern)} />
      </p>
      {rhythm && marks.length > 0 ? (
        <HitsChart marks={marks} label={`Last ${marks.length} ${countedWords(rhythm.rrule)}`} />
      ) : null}
      <details className="text-[13px]" onToggle={(event) => setIsOpen(event.currentTarget.open)}>
        <summary className="inline-flex min-h-9 cursor-pointer items-center rounded-control font-medium text-soft hover:text-ink">
          When in the week
        </summary>
        {isOpen ? (
          <div className="pt-2">
            <WeekMap
              cells={weekCells(evidence)}
              band={rhythm ? expectedBand(rhythm) : null}
              timeZone={evidence.timeZone}
              counted={`the last ${evidence.occurrences.length} of ${stats.support} times`}
            />
          </div>
        ) : null}
      </details>
    </article>
  );
}
