"use client";

import { formatDay } from "../../../lib/format-time.ts";
import { useMoment } from "../../../ui/clock.tsx";
import { chanceWords, timesWords } from "../describe.ts";
import type { PatternRow } from "../suggestion.ts";

/** How often, over which time, and how likely that is by chance. */
export function EvidenceFigures({ pattern }: { pattern: PatternRow }) {
  const moment = useMoment();
  const { stats, rhythm } = pattern;
  const day = (iso: string) => formatDay(Date.parse(iso), moment);
  const facts: [string, string][] = [
    ["Seen", `${timesWords(stats.support)} on ${stats.days === 1 ? "1 day" : `${stats.days} days`}`],
    ["First and last", `${day(pattern.first_seen_at)} – ${day(pattern.last_seen_at)}`],
    ...(rhythm
      ? ([
          ["Kept its day", `${rhythm.hits} of ${rhythm.expected}`],
          ["Zone", `${rhythm.timeZone.replaceAll("_", " ")}, ± ${rhythm.toleranceMinutes} min`],
        ] satisfies [string, string][])
      : []),
    ["By chance", chanceWords(stats)],
  ];
  return (
    <dl className="grid grid-cols-[110px_1fr] gap-x-4 gap-y-1.5 text-[13px]">
      {facts.map(([term, fact]) => (
        <div key={term} className="contents">
          <dt className="text-soft">{term}</dt>
          <dd>{fact}</dd>
        </div>
      ))}
    </dl>
  );
}
