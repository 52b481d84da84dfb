import { MAX_RHYTHM_P_VALUE, MIN_SHARE_AT_TIME } from "../thresholds.ts";
import { remainder } from "./calendar.ts";
import { DAY_MINUTES, type DayProfile } from "./day-profile.ts";
import { describeDays, describeHours } from "./describe.ts";
import { canBeHours, findHours } from "./find-hours.ts";
import { findPeaks, LOG_WINDOWS, type Peak } from "./find-peak.ts";
import { type DayFit, fitDays, MIN_HITS } from "./fit-days.ts";
import type { FoundRhythm, TimeFit } from "./found-rhythm.ts";
import { type Instants, instantsFrom } from "./instants.ts";
import { joinLogP } from "./log-tails.ts";
import { isRuleDay } from "./rhythm-rule.ts";
import { dayAtTime, medianOf, minutesFrom } from "./time-of-day.ts";

/** A rule must be this unlikely by chance, after correction for all that is tried here. */
const MAX_LOG_P = Math.log(MAX_RHYTHM_P_VALUE);

/** The time of day alone must be this unlikely: days in a row are clustered for many reasons. */
const MAX_LOG_P_TIME = Math.log(0.05);

/** The window is widened to this many standard deviations, but never beyond. */
const DEVIATIONS = 4;
const MAX_HALF_WIDTH = 60;

/** A fit this unlikely by chance needs no other beside it. */
const CERTAIN = -100;

/** Where a rule could have begun, as shares of the instants, when none holds since the first. */
const LATER_STARTS = [0.25, 0.5, 0.75];

/** The rhythm of one symbol's instants, or null. Of rules that followed each other it is the last. */
export function findRhythm(instants: Instants, profile: DayProfile): FoundRhythm | null {
  if (canBeHours(instants, profile)) {
    const fit = findHours(instants, profile);
    if (fit && fit.logP <= MAX_LOG_P) return describeHours(instants, profile, fit);
  }
  const peaks = findPeaks(instants, profile);
  const [first] = peaks;
  if (!first) return null;
  const whole = bestFit(instants, peaks, profile);
  const since = lastAtTime(instants, whole ?? first) + 1;
  const starts = whole
    ? [since]
    : [since, ...LATER_STARTS.map((share) => Math.floor(share * instants.times.length))];
  const isGoingOn = whole !== null && instants.times.length - since < MIN_HITS;
  const later = isGoingOn ? null : findLater(instants, profile, starts);
  const fit = later ?? whole;
  return fit && describeDays(instants, fit);
}

/** The fit that chance explains least, of those for each width of the window. */
function bestFit(instants: Instants, peaks: readonly Peak[], profile: DayProfile): TimeFit | null {
  let best: TimeFit | null = null;
  for (const peak of peaks) {
    const fit = fitPeak(instants, peak, profile);
    if (fit && fit.logP < (best?.logP ?? 0)) best = fit;
    if (best && best.logP < CERTAIN) break;
  }
  return best;
}

/** The first rule that holds from one of the starts (indices) on. */
function findLater(instants: Instants, profile: DayProfile, starts: number[]): TimeFit | null {
  const logTried = Math.log(starts.length + 1);
  for (const start of starts.sort((left, right) => left - right)) {
    const later = instantsFrom(instants, start);
    const fit = bestFit(later, findPeaks(later, profile), profile);
    if (fit && fit.logP + logTried <= MAX_LOG_P) return { ...fit, logP: fit.logP + logTried };
  }
  return null;
}

function fitPeak(instants: Instants, peak: Peak, profile: DayProfile): TimeFit | null {
  const logTime = peak.logP + LOG_WINDOWS;
  if (logTime > MAX_LOG_P_TIME) return null;
  const { centre, halfWidth } = widen(instants, peak);
  const kept = daysAtTime(instants, centre, halfWidth);
  const end = (centre + halfWidth) / DAY_MINUTES;
  const isOver = profile.lastMinute / DAY_MINUTES >= end || kept.days[kept.count - 1] === profile.lastDay;
  const lastDay = isOver ? profile.lastDay : profile.lastDay - 1;
  const fit = fitDays(kept.days, kept.count, lastDay, profile);
  if (!fit) return null;
  const logP = joinLogP(logTime, fit.logP) + fit.logTried;
  if (logP > MAX_LOG_P) return null;
  if (shareSince(instants, fit, centre, halfWidth) < MIN_SHARE_AT_TIME) return null;
  return { ...fit, centre, halfWidth, expectedByChance: peak.expectedDays, lastDay, logP };
}

/** Index of the last instant at a time of day. */
function lastAtTime(
  { minutes }: Instants,
  { centre, halfWidth }: { centre: number; halfWidth: number },
): number {
  for (let index = minutes.length - 1; index >= 0; index--) {
    if (Math.abs(minutesFrom(minutes[index] ?? 0, centre)) <= halfWidth) return index;
  }
  return -1;
}

/** The window round the median of what lies in the peak's, wide enough for the stray minutes of a routine. */
function widen({ minutes }: Instants, peak: Peak): { centre: number; halfWidth: number } {
  const offsets: number[] = [];
  for (const minute of minutes) {
    const offset = minutesFrom(minute, peak.centre);
    if (Math.abs(offset) <= peak.halfWidth) offsets.push(offset);
  }
  const median = medianOf(offsets);
  const deviation = 1.4826 * medianOf(offsets.map((offset) => Math.abs(offset - median)));
  const halfWidth = Math.min(MAX_HALF_WIDTH, Math.max(peak.halfWidth, DEVIATIONS * deviation));
  return { centre: Math.round(remainder(peak.centre + median, DAY_MINUTES)) % DAY_MINUTES, halfWidth };
}

/** Days with an instant at the time, ascending, each once; one just after midnight counts to the day before it. */
function daysAtTime({ days, minutes }: Instants, centre: number, halfWidth: number) {
  const kept = new Int32Array(days.length);
  let count = 0;
  for (let index = 0; index < days.length; index++) {
    const minute = minutes[index] ?? 0;
    if (Math.abs(minutesFrom(minute, centre)) > halfWidth) continue;
    const day = dayAtTime(days[index] ?? 0, minute, centre);
    if (count === 0 || day > (kept[count - 1] ?? 0)) kept[count++] = day;
  }
  return { days: kept, count };
}

/** Of all instants since the rule began, the share that the rule explains. */
function shareSince({ days, minutes }: Instants, fit: DayFit, centre: number, halfWidth: number): number {
  let all = 0;
  let hits = 0;
  for (let index = 0; index < days.length; index++) {
    const minute = minutes[index] ?? 0;
    const day = dayAtTime(days[index] ?? 0, minute, centre);
    if (day < fit.startDay) continue;
    all++;
    if (Math.abs(minutesFrom(minute, centre)) <= halfWidth && isRuleDay(fit.rule, fit.startDay, day)) hits++;
  }
  return hits / all;
}
