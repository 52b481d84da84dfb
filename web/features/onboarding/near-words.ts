import { MIN_DAYS } from "@floyo/shared/mining/thresholds.ts";
import { fileName, joinWords, opWord } from "@floyo/shared/suggestions/explain.ts";
import type { NearlyFound, NearRoutine } from "@floyo/shared/suggestions/nearly.ts";
import { formatDay, type Moment } from "../../lib/format-time.ts";

const WEEKDAYS = [
  "Sundays",
  "Mondays",
  "Tuesdays",
  "Wednesdays",
  "Thursdays",
  "Fridays",
  "Saturdays",
] as const;

/** What came back, and on how many days: `orders-{date}.csv was downloaded on 3 Mondays.` */
export function nearSentence({ steps, days, weekday }: NearRoutine): string {
  const acts = steps.map(({ op, template }) => `${fileName(template)} was ${opWord(op)}`);
  const when = weekday === null ? "days" : WEEKDAYS[weekday];
  return `${joinWords(acts, "then")} on ${days.length} ${when}.`;
}

/** When it could be a routine: `3 of 5 days seen; Mon 30 Nov would make it 4.` */
export function nearExpectation({ days, nextOn }: NearRoutine, moment: Moment): string {
  const seen = `${days.length} of ${MIN_DAYS} days seen`;
  if (nextOn === null) {
    const left = MIN_DAYS - days.length;
    return `${seen}; ${left === 1 ? "one more day" : `${left} more days`} with it, and Floyo can tell.`;
  }
  const day = formatDay(Date.parse(nextOn), { now: moment.now, timeZone: "UTC" });
  return `${seen}; ${day} would make it ${days.length + 1}.`;
}

/** What is missing as a whole, when nothing was found. */
export function missingWords({ daysSeen, near }: NearlyFound): string {
  if (daysSeen < MIN_DAYS) {
    const days = daysSeen === 1 ? "1 day" : `${daysSeen} days`;
    return `Your events lie on ${days}. Floyo calls something a routine from ${MIN_DAYS} days on: below that it could be chance. A log that reaches further back gets there at once.`;
  }
  if (near.length > 0) {
    return `On ${daysSeen} days nothing repeats often enough to rule out chance. This comes nearest:`;
  }
  return `On ${daysSeen} days nothing repeats more often than chance would have it. More days help more than more files.`;
}
