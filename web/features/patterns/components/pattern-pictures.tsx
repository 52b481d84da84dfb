"use client";

import { describeRule } from "@floyo/shared/suggestions/describe-rule.ts";
import { countedWords } from "@floyo/shared/suggestions/explain.ts";
import { formatDay } from "../../../lib/format-time.ts";
import { DayCalendar } from "../../../ui/charts/day-calendar.tsx";
import { HitsChart } from "../../../ui/charts/hits-chart.tsx";
import { WeekMap } from "../../../ui/charts/week-map.tsx";
import { useMoment } from "../../../ui/clock.tsx";
import type { PatternDetail } from "../pattern.ts";
import { calendarDays, expectedBand, weekCells } from "../picture-data.ts";
import { Section } from "./section.tsx";

const MAX_MARKS = 26;

/** When it happens: kept and missed days, the week, and the months. */
export function PatternPictures({ pattern }: { pattern: PatternDetail }) {
  const moment = useMoment();
  const { evidence, rhythm, stats } = pattern;
  if (evidence.occurrences.length === 0) return null;
  const days = evidence.expectedDays.slice(-MAX_MARKS);
  const marks = days.map(({ date, hit }) => ({
    day: formatDay(Date.parse(date), { ...moment, timeZone: "UTC" }),
    hit,
  }));
  const shown = evidence.occurrences.length;
  const counted =
    shown < stats.support && !evidence.weekHours
      ? `the last ${shown} of ${stats.support} times`
      : `all ${stats.support} times`;
  const hasRow = rhythm !== null && marks.length > 0;
  return (
    <Section title="When" note={rhythm ? ruleWords(rhythm) : "It keeps no hours"}>
      {hasRow ? (
        <HitsChart marks={marks} label={`Last ${marks.length} ${countedWords(rhythm.rrule)}`} />
      ) : null}
      <div
        className={`grid gap-x-8 gap-y-5 lg:grid-cols-[auto_minmax(0,1fr)] ${hasRow ? "border-line border-t pt-4" : ""}`}
      >
        <div className="min-w-0">
          <WeekMap
            cells={weekCells(evidence)}
            band={rhythm ? expectedBand(rhythm) : null}
            timeZone={evidence.timeZone}
            counted={counted}
          />
        </div>
        <div className="min-w-0">
          <DayCalendar days={calendarDays(evidence)} />
        </div>
      </div>
    </Section>
  );
}

function ruleWords({ rrule, toleranceMinutes, timeZone }: NonNullable<PatternDetail["rhythm"]>): string {
  const { every, time } = describeRule(rrule);
  const at = time === null ? "" : `, ${time} ± ${toleranceMinutes} min`;
  return `${every.charAt(0).toUpperCase()}${every.slice(1)}${at}, ${timeZone.replaceAll("_", " ")}`;
}
