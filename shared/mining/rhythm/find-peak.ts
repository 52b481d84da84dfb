import { BINS, chanceInWindow, DAY_MINUTES, type DayProfile } from "./day-profile.ts";
import type { Instants } from "./instants.ts";
import { logBinomialPoint, logBinomialTail } from "./log-tails.ts";

/** Half widths of the time of day that are tried, in minutes: from a clock's to a person's. */
export const HALF_WIDTHS = [5, 10, 25, 50] as const;

const NONE: Peak[] = [];

/** Fewest days on which a time is kept. */
export const MIN_PEAK_DAYS = 4;

/** A peak less surprising than this is no start for a rule, whichever the days: weekly on six days gives about -12. */
export const PEAK_GATE = -8;

/** Log of how many windows were tried: the correction for taking the best. */
export const LOG_WINDOWS = Math.log(BINS * HALF_WIDTHS.length);

/** A time of day kept on more days than the person's day explains. `logP` is not corrected for the windows tried. */
export interface Peak {
  centre: number;
  halfWidth: number;
  logP: number;
  expectedDays: number;
}

/**
 * Times of day that surprise, at most one for each half width, the most surprising first. Days are the trials, as two events of a day are not two proofs: of D days,
 * k have one within the window, against each day's chance 1 - (1 - share)^(events of the day).
 */
export function findPeaks(instants: Instants, profile: DayProfile): Peak[] {
  const { days } = instants;
  const count = days.length;
  if (count < MIN_PEAK_DAYS) return NONE;
  let allDays = 1;
  for (let index = 1; index < count; index++) if (days[index] !== days[index - 1]) allDays++;
  if (allDays < MIN_PEAK_DAYS) return NONE;
  const minutes = sortedMinutes(instants, profile);
  let peaks = NONE;
  for (const halfWidth of HALF_WIDTHS) {
    const from = bestWindow(minutes, count, allDays, profile, 2 * halfWidth);
    if (from < 0) continue;
    const peak = testWindow(instants, allDays, profile, from, halfWidth);
    if (peak.logP < PEAK_GATE) peaks = [...peaks, peak];
  }
  return peaks.length > 1 ? peaks.sort((left, right) => left.logP - right.logP) : peaks;
}

/**
 * Start of the window that could surprise most, or -1 when none can pass the gate. The bound: no more days than events
 * lie in the window, no day's chance is below the window's share, and one term of the tail is less than the tail.
 */
function bestWindow(
  minutes: Float32Array,
  count: number,
  allDays: number,
  profile: DayProfile,
  span: number,
): number {
  let bestFrom = -1;
  let bestBound = PEAK_GATE;
  let most = MIN_PEAK_DAYS - 1;
  let end = 0;
  for (let start = 0; start < count; start++) {
    const from = minutes[start] ?? 0;
    const until = from + span;
    while (end < count && (minutes[end] ?? 0) <= until) end++;
    if (end >= count && until >= DAY_MINUTES)
      end = pastMidnight(minutes, count, start, end, until - DAY_MINUTES);
    // A window with far fewer events than one before is hardly the best one; only quiet hours make up for some.
    if (end - start < MIN_PEAK_DAYS || 2 * (end - start) < most) continue;
    if (end - start > most) most = end - start;
    const hits = Math.min(end - start, allDays);
    const chance = chanceInWindow(profile, from, span);
    // A term of the tail above the gate lies less than 2.5 deviations and a day above the mean: no logarithm needed.
    const mean = allDays * chance;
    const above = hits - mean - 1;
    if (above <= 0 || above * above < 6.25 * mean * (1 - chance)) continue;
    const bound = logBinomialPoint(hits, allDays, chance);
    if (bound >= bestBound) continue;
    bestBound = bound;
    bestFrom = from;
  }
  return bestFrom;
}

/** The window's end on the next day, as an index beyond `count`. */
function pastMidnight(
  minutes: Float32Array,
  count: number,
  start: number,
  end: number,
  until: number,
): number {
  let next = end;
  while (next < start + count && (minutes[next - count] ?? 0) <= until) next++;
  return next;
}

function testWindow(
  { days, minutes }: Instants,
  allDays: number,
  profile: DayProfile,
  from: number,
  halfWidth: number,
): Peak {
  const logMiss = Math.log1p(-chanceInWindow(profile, from, 2 * halfWidth));
  let expectedDays = 0;
  let hits = 0;
  let eventsOfDay = 0;
  let isHit = false;
  for (let index = 0; index <= days.length; index++) {
    if (index > 0 && (index === days.length || days[index] !== days[index - 1])) {
      expectedDays += 1 - Math.exp(eventsOfDay * logMiss);
      if (isHit) hits++;
      eventsOfDay = 0;
      isHit = false;
    }
    eventsOfDay++;
    const since = (minutes[index] ?? 0) - from;
    if ((since >= 0 ? since : since + DAY_MINUTES) <= 2 * halfWidth) isHit = true;
  }
  const logP = hits < MIN_PEAK_DAYS ? 0 : logBinomialTail(hits, allDays, expectedDays / allDays);
  return { centre: (from + halfWidth) % DAY_MINUTES, halfWidth, logP, expectedDays };
}

function sortedMinutes({ minutes }: Instants, profile: DayProfile): Float32Array {
  const count = minutes.length;
  if (profile.scratch.minutes.length < count) profile.scratch.minutes = new Float32Array(2 * count);
  const sorted = profile.scratch.minutes;
  if (count > 48) {
    sorted.set(minutes);
    sorted.subarray(0, count).sort();
    return sorted;
  }
  for (let index = 0; index < count; index++) {
    const minute = minutes[index] ?? 0;
    let at = index;
    for (; at > 0 && (sorted[at - 1] ?? 0) > minute; at--) sorted[at] = sorted[at - 1] ?? 0;
    sorted[at] = minute;
  }
  return sorted;
}
