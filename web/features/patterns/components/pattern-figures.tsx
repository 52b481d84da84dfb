"use client";

import { countedWords } from "@floyo/shared/suggestions/explain.ts";
import { formatDay, formatSpan } from "../../../lib/format-time.ts";
import { useMoment } from "../../../ui/clock.tsx";
import { Help } from "../../../ui/help.tsx";
import { chanceWords, minutesWords, timesWords } from "../../suggestions/describe.ts";
import type { PatternDetail } from "../pattern.ts";
import { Section } from "./section.tsx";

interface Figure {
  term: string;
  fact: string;
  help: string;
}

/** The figures behind a pattern, each with its meaning in place. */
export function PatternFigures({ pattern }: { pattern: PatternDetail }) {
  const moment = useMoment();
  const { stats, rhythm } = pattern;
  const day = (iso: string) => formatDay(Date.parse(iso), moment);
  const minutes = minutesWords(stats.minutesPerMonth);
  const figures: Figure[] = [
    {
      term: "Seen",
      fact: `${timesWords(stats.support)} on ${stats.days === 1 ? "1 day" : `${stats.days} days`}`,
      help: "How often all of it happened together, and on how many different days. Two times on one day are one day: days are what counts as proof.",
    },
    {
      term: "First and last",
      fact: `${day(pattern.first_seen_at)} – ${day(pattern.last_seen_at)}`,
      help: "The day it was first seen among the events that Floyo holds, and the newest.",
    },
    {
      term: "By chance",
      fact: chanceWords(stats),
      help: "On how many days the same would show if your own events came in any order at the same busy hours. The figure behind it, the lift, is days seen over days expected.",
    },
    ...(rhythm
      ? [
          {
            term: "Kept its time",
            fact: `${rhythm.hits} of ${rhythm.expected} ${countedWords(rhythm.rrule)}`,
            help: `From the first time to the newest event: on how many of the days it was due it came within ${rhythm.toleranceMinutes} minutes of its time.`,
          },
        ]
      : []),
    ...(pattern.steps.length > 1
      ? [
          {
            term: "From start to end",
            fact: formatSpan(stats.medianDurationMs),
            help: "The median time from the first to the last step: half of the times were quicker.",
          },
          {
            term: pattern.kind === "companions" ? "Rarest of them" : "First step",
            fact: `${timesWords(stats.starts)} at all`,
            help: "How often it was done with or without the rest: the closer to how often all was seen, the surer the rest follows.",
          },
        ]
      : []),
    {
      term: "Your time",
      fact: minutes ? `≈ ${minutes} a month` : "under a minute a month",
      help: "An estimate: the median time from first to last step, at most 15 minutes, and half a minute a step, times how often it happens in a month.",
    },
  ];
  return (
    <Section title="Figures">
      <dl className="grid gap-x-6 gap-y-3.5 sm:grid-cols-2 lg:grid-cols-3">
        {figures.map(({ term, fact, help }) => (
          <div key={term} className="grid content-start gap-0.5">
            <dt className="flex items-center gap-1.5 text-meta text-soft">
              {term}
              <Help about={term}>{help}</Help>
            </dt>
            <dd className="text-[13px] font-medium">{fact}</dd>
          </div>
        ))}
      </dl>
    </Section>
  );
}
