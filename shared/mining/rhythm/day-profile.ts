import { CHANCE_FACTOR, PRIOR_EVENTS } from "../thresholds.ts";
import type { Instants } from "./instants.ts";

export const DAY_MINUTES = 1440;
export const BIN_MINUTES = 5;
export const BINS = DAY_MINUTES / BIN_MINUTES;
const MINUTE_MS = 60_000;

/** So many days in a row without any event, and the person was away: what was due then is not held against a rule. */
const AWAY_DAYS = 5;

/** Days kept of a log; one from a broken clock in 1970 must not make a table of the time since. */
const MAX_DAYS = 36_525;

/** How the person's events spread over the day, the hour and the log's days: what a usual time stands out against. */
export interface DayProfile {
  /** Running sums over two days of the share of each five minutes (a prior spread over the day included). */
  timeSums: Float64Array;
  /** Running sums over two hours of the share of each minute of the hour: of UTC, and of local time. */
  phaseSums: Float64Array;
  localPhaseSums: Float64Array;
  firstDay: number;
  lastDay: number;
  /** The log's end. */
  lastMinute: number;
  lastTime: number;
  /** Per day from `firstDay`: 1 with any event; and 1 inside a long time without one. */
  isActive: Uint8Array;
  isAway: Uint8Array;
  /** Used again by each call; holds nothing between calls. */
  scratch: { minutes: Float32Array };
}

/** From all of one person's events. O(n + days). */
export function buildDayProfile(all: Instants): DayProfile {
  const count = all.times.length;
  const byTime = new Float64Array(BINS);
  const byPhase = new Float64Array(60);
  const byLocalPhase = new Float64Array(60);
  const lastDay = lastOf(all.days, 0);
  const firstDay = Math.max(earliest(all.days, lastDay), lastDay - MAX_DAYS + 1);
  const isActive = new Uint8Array(Math.max(1, latest(all.days, lastDay) - firstDay + 1));
  countTimes(all, { byTime, byPhase, byLocalPhase, isActive, firstDay });
  return {
    timeSums: runningShares(byTime, count),
    phaseSums: runningShares(byPhase, count),
    localPhaseSums: runningShares(byLocalPhase, count),
    firstDay,
    lastDay: firstDay + isActive.length - 1,
    lastMinute: lastOf(all.minutes, 0),
    lastTime: lastOf(all.times, 0),
    isActive,
    isAway: findAway(isActive),
    scratch: { minutes: new Float32Array(1024) },
  };
}

interface TimeCounts {
  byTime: Float64Array;
  byPhase: Float64Array;
  byLocalPhase: Float64Array;
  isActive: Uint8Array;
  firstDay: number;
}

function countTimes(all: Instants, { byTime, byPhase, byLocalPhase, isActive, firstDay }: TimeCounts): void {
  for (let index = 0; index < all.times.length; index++) {
    const minute = all.minutes[index] ?? 0;
    const at = (all.times[index] ?? 0) / MINUTE_MS;
    const bin = (minute / BIN_MINUTES) | 0;
    byTime[bin] = (byTime[bin] ?? 0) + 1;
    const phase = (at - Math.floor(at / 60) * 60) | 0;
    byPhase[phase] = (byPhase[phase] ?? 0) + 1;
    const localPhase = (minute % 60) | 0;
    byLocalPhase[localPhase] = (byLocalPhase[localPhase] ?? 0) + 1;
    isActive[(all.days[index] ?? 0) - firstDay] = 1;
  }
}

/** The chance of an event to lie in `[from, from + span]` minutes of the day, with room for days unlike the mean. */
export function chanceInWindow(profile: DayProfile, from: number, span: number): number {
  return chanceBetween(
    profile.timeSums,
    Math.floor(from / BIN_MINUTES),
    Math.ceil((from + span) / BIN_MINUTES),
  );
}

/** The same for minutes of the hour, on `phaseSums` or `localPhaseSums`. */
export function chanceInPhase(sums: Float64Array, from: number, span: number): number {
  return chanceBetween(sums, Math.floor(from), Math.ceil(from + span));
}

function chanceBetween(sums: Float64Array, first: number, last: number): number {
  const share = (sums[Math.min(last, sums.length - 1)] ?? 1) - (sums[first] ?? 0);
  return Math.min(0.999, CHANCE_FACTOR * share);
}

function runningShares(counts: Float64Array, total: number): Float64Array {
  const bins = counts.length;
  const sums = new Float64Array(2 * bins + 1);
  for (let bin = 0; bin < 2 * bins; bin++) {
    const share = ((counts[bin % bins] ?? 0) + PRIOR_EVENTS / bins) / (total + PRIOR_EVENTS);
    sums[bin + 1] = (sums[bin] ?? 0) + share;
  }
  return sums;
}

function findAway(isActive: Uint8Array): Uint8Array {
  const isAway = new Uint8Array(isActive.length);
  let since = 0;
  for (let day = 0; day <= isActive.length; day++) {
    if (day < isActive.length && isActive[day] === 0) continue;
    if (day - since >= AWAY_DAYS) isAway.fill(1, since, day);
    since = day + 1;
  }
  return isAway;
}

// Ascending times may have descending local days where a person flew west.
function earliest(days: Int32Array, fallback: number): number {
  let found = fallback;
  for (let index = 0; index < days.length; index++) found = Math.min(found, days[index] ?? found);
  return found;
}

function latest(days: Int32Array, fallback: number): number {
  let found = fallback;
  for (let index = 0; index < days.length; index++) found = Math.max(found, days[index] ?? found);
  return found;
}

function lastOf(column: Float64Array | Float32Array | Int32Array, fallback: number): number {
  return column[column.length - 1] ?? fallback;
}
