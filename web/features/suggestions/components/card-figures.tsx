"use client";

import { countedWords } from "@floyo/shared/suggestions/explain.ts";
import type { ReactNode } from "react";
import { formatDay } from "../../../lib/format-time.ts";
import { HitsRow } from "../../../ui/charts/hits-row.tsx";
import { useMoment } from "../../../ui/clock.tsx";
import { Help } from "../../../ui/help.tsx";
import { backtestWords, minutesWords } from "../describe.ts";
import type { Suggestion } from "../suggestion.ts";

const MAX_MARKS = 14; // 14 marks of 21 px stand beside the card's padding on a 360 px screen

const BACKTEST_HELP =
  "What the workflow would have done over the days that were seen. Matched: it would have started when you did it by hand. Extra: it would have started without need.";
const TIME_HELP =
  "An estimate: the median time from first to last step, at most 15 minutes, and half a minute a step, times how often it happens in a month.";

/** Three figures under a suggestion: how regular it is, what its automation would have done, what it gives back. */
export function CardFigures({
  suggestion: { pattern, backtest, minutes_per_month },
}: {
  suggestion: Suggestion;
}) {
  const moment = useMoment();
  const days = pattern.evidence.expectedDays.slice(-MAX_MARKS);
  const marks = days.map(({ date, hit }) => ({
    day: formatDay(Date.parse(date), { ...moment, timeZone: "UTC" }),
    hit,
  }));
  const label = pattern.rhythm ? `Last ${marks.length} ${countedWords(pattern.rhythm.rrule)}` : "";
  const minutes = minutesWords(minutes_per_month);
  const test = backtestWords(backtest);
  return (
    <dl className="mt-4 grid grid-cols-2 gap-x-6 gap-y-3 border-line border-t pt-3.5 sm:grid-cols-[minmax(0,1.5fr)_1fr_0.8fr]">
      {marks.length > 0 ? (
        <Figure label={label} className="max-sm:col-span-2">
          <HitsRow marks={marks} label={label} />
        </Figure>
      ) : (
        <Figure label="Seen on" className="max-sm:col-span-2">
          <b>{pattern.stats.days === 1 ? "1 day" : `${pattern.stats.days} days`}</b>, last{" "}
          {formatDay(Date.parse(pattern.last_seen_at), moment)}
        </Figure>
      )}
      <Figure label={test.label} help={BACKTEST_HELP}>
        <b>{test.figure}</b> {test.rest}
      </Figure>
      {minutes ? (
        <Figure label="Your time back" help={TIME_HELP}>
          <b>≈ {minutes}</b> a month
        </Figure>
      ) : null}
    </dl>
  );
}

function Figure({
  label,
  help,
  className = "",
  children,
}: {
  label: string;
  help?: string;
  className?: string;
  children: ReactNode;
}) {
  return (
    <div className={`grid content-start gap-1.5 ${className}`}>
      <dt className="flex items-center gap-1.5 text-tiny font-medium text-soft">
        {label}
        {help ? <Help about={label}>{help}</Help> : null}
      </dt>
      <dd className="text-[13px] leading-[18px] [&_b]:font-semibold">{children}</dd>
    </div>
  );
}
