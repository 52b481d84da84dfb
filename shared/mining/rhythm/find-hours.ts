import { MIN_HIT_RATE, MIN_RULE_PRECISION, MIN_SHARE_AT_TIME } from "../thresholds.ts";
import { remainder } from "./calendar.ts";
import { chanceInPhase, type DayProfile } from "./day-profile.ts";
import type { Instants } from "./instants.ts";
import { logBinomialTail } from "./log-tails.ts";
import { medianOf, shortWay } from "./time-of-day.ts";

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;
const HALF_WIDTHS = [2, 5, 10] as const;
const MAX_INTERVAL = 12;

/** Two a day for five days: fewer cannot show that the nights are kept as well. */
const MIN_HITS = 10;

/** Phases and half widths, intervals and which of their hours. */
const LOG_TRIED = Math.log(60 * HALF_WIDTHS.length * MAX_INTERVAL * MAX_INTERVAL);

/** Every n hours, day and night, at a minute of the hour. */
export interface HoursFit {
  interval: number;
  /** The exact instant of the first slot. */
  startAt: number;
  halfWidth: number;
  hits: number;
  expected: number;
  expectedByChance: number;
  logP: number;
}

/** Whether there are enough instants from the first on for two a day, day and night: cheap, and false for most. */
export function canBeHours({ times }: Instants, profile: DayProfile): boolean {
  const hours = (profile.lastTime - (times[0] ?? 0)) / HOUR_MS;
  return times.length >= MIN_HITS && times.length >= (MIN_HIT_RATE * hours) / MAX_INTERVAL;
}

/**
 * A rule of every n hours (in instants, so a change of the clocks does not move it), or null: a minute of the hour kept
 * in more hours than chance gives, and of the intervals 12 to 1 the one that explains these hours best.
 */
export function findHours(instants: Instants, profile: DayProfile): HoursFit | null {
  const phases = Float64Array.from(instants.times, phaseOf);
  const peak = findPhase(phases, profile);
  if (!peak) return null;
  const hours = hoursAtPhase(instants, phases, peak);
  if (hours.events < MIN_SHARE_AT_TIME * instants.times.length) return null;
  const lastHour = Math.floor((profile.lastTime - (peak.centre + peak.halfWidth) * MINUTE_MS) / HOUR_MS);
  let best: HoursFit | null = null;
  let bestQuality = 0;
  for (let interval = MAX_INTERVAL; interval >= 1; interval--) {
    const rest = commonRest(hours.column, hours.count, interval);
    let first = Number.NaN;
    let hits = 0;
    for (let index = 0; index < hours.count; index++) {
      const hour = hours.column[index] ?? 0;
      if (remainder(hour, interval) !== rest) continue;
      if (hits === 0) first = hour;
      hits++;
    }
    const expected =
      Math.floor((Math.max(lastHour, hours.column[hours.count - 1] ?? 0) - first) / interval) + 1;
    if (hits < MIN_HITS || hits < MIN_HIT_RATE * expected || hits < MIN_RULE_PRECISION * hours.count)
      continue;
    const quality = (2 * hits) / (hours.count + expected);
    if (quality <= bestQuality + 0.03) continue;
    bestQuality = quality;
    const startAt = first * HOUR_MS + Math.round(peak.median * MINUTE_MS);
    const { halfWidth, expectedByChance, logP } = peak;
    best = { interval, startAt, halfWidth, hits, expected, expectedByChance, logP };
  }
  return best;
}

interface Phase {
  centre: number;
  halfWidth: number;
  /** Median minute, as an offset to the hour that `hoursAtPhase` counts. */
  median: number;
  expectedByChance: number;
  logP: number;
}

function findPhase(phases: Float64Array, profile: DayProfile): Phase | null {
  const count = phases.length;
  const bins = new Int32Array(120);
  for (let index = 0; index < count; index++) {
    const bin = Math.floor(phases[index] ?? 0);
    bins[bin] = (bins[bin] ?? 0) + 1;
  }
  bins.copyWithin(60, 0, 60);
  let best: Omit<Phase, "median"> | null = null;
  for (const halfWidth of HALF_WIDTHS) {
    let inWindow = 0;
    for (let bin = 0; bin < 2 * halfWidth; bin++) inWindow += bins[bin] ?? 0;
    for (let from = 0; from < 60; from++) {
      const chance = chanceInPhase(profile.phaseSums, from, 2 * halfWidth);
      if (inWindow >= MIN_SHARE_AT_TIME * count && inWindow > count * chance) {
        const logP = logBinomialTail(inWindow, count, chance);
        if (logP < (best?.logP ?? 0)) {
          best = { centre: from + halfWidth, halfWidth, expectedByChance: count * chance, logP };
        }
      }
      inWindow += (bins[from + 2 * halfWidth] ?? 0) - (bins[from] ?? 0);
    }
  }
  if (!best || best.logP + LOG_TRIED > 0) return null;
  return { ...best, median: medianPhase(phases, best), logP: best.logP + LOG_TRIED };
}

function medianPhase(
  phases: Float64Array,
  { centre, halfWidth }: { centre: number; halfWidth: number },
): number {
  const offsets: number[] = [];
  for (const phase of phases) {
    const offset = shortWay(phase - (centre % 60), 60);
    if (Math.abs(offset) <= halfWidth) offsets.push(offset);
  }
  return centre + medianOf(offsets);
}

/** Hours (from the epoch) with an instant at the phase, ascending, each once; and how many instants that are. */
function hoursAtPhase({ times }: Instants, phases: Float64Array, { centre, halfWidth }: Phase) {
  const column = new Int32Array(times.length);
  let count = 0;
  let events = 0;
  for (let index = 0; index < times.length; index++) {
    const offset = shortWay((phases[index] ?? 0) - (centre % 60), 60);
    if (Math.abs(offset) > halfWidth) continue;
    const at = times[index] ?? 0;
    events++;
    const hour = Math.round((at / MINUTE_MS - offset - centre) / 60);
    if (count === 0 || column[count - 1] !== hour) column[count++] = hour;
  }
  return { column, count, events };
}

function commonRest(hours: Int32Array, count: number, interval: number): number {
  const hits = new Int32Array(interval);
  for (let index = 0; index < count; index++) {
    const rest = remainder(hours[index] ?? 0, interval);
    hits[rest] = (hits[rest] ?? 0) + 1;
  }
  let top = 0;
  for (let rest = 1; rest < interval; rest++) if ((hits[rest] ?? 0) > (hits[top] ?? 0)) top = rest;
  return top;
}

function phaseOf(at: number): number {
  const minute = at / MINUTE_MS;
  return minute - Math.floor(minute / 60) * 60;
}
