"use client";

import { countedWords } from "@floyo/shared/suggestions/explain.ts";
import { formatDay } from "../../../lib/format-time.ts";
import { HitsRow } from "../../../ui/charts/hits-row.tsx";
import { SmallChain } from "../../../ui/charts/small-chain.tsx";
import { SmallSet } from "../../../ui/charts/small-set.tsx";
import { useMoment } from "../../../ui/clock.tsx";
import type { ListedPattern } from "../pattern.ts";

const MAX_MARKS = 11;

/** What a pattern looks like, in the corner of its card: its last days, its steps, or its set. */
export function SmallPicture({ pattern }: { pattern: ListedPattern }) {
  const moment = useMoment();
  if (pattern.rhythm && pattern.expected_days.length > 0) {
    const marks = pattern.expected_days.slice(-MAX_MARKS).map(({ date, hit }) => ({
      day: formatDay(Date.parse(date), { ...moment, timeZone: "UTC" }),
      hit,
    }));
    return <HitsRow marks={marks} label={`Last ${marks.length} ${countedWords(pattern.rhythm.rrule)}`} />;
  }
  if (pattern.kind === "companions") return <SmallSet count={pattern.steps.length} />;
  return <SmallChain ops={pattern.steps.map(({ op }) => op)} />;
}
