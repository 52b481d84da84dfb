import type { DayFit } from "./fit-days.ts";
import type { RhythmRule } from "./rhythm-rule-schema.ts";

/** A day on which the rule is due, and whether it came. `at` only for rules in hours: the exact instant. */
export interface Slot {
  day: number;
  isHit: boolean;
  at?: number;
}

/** When something is done, and what speaks for it. */
export interface FoundRhythm {
  rule: RhythmRule;
  /** RFC 5545 in local time. */
  rrule: string;
  /** Epoch ms of the first hit; of the first due instant for rules in hours. */
  dtstart: number;
  /** Nine of ten hits are this near. */
  toleranceMinutes: number;
  /** What was due from the first hit to the log's end, ascending. */
  slots: Slot[];
  /** Per instant: 1 when at the usual time on a day of the rule. */
  isHit: Uint8Array;
  hits: number;
  expected: number;
  expectedByChance: number;
  /** Log of the chance, corrected for the times, widths, starts and rules tried here, not for other symbols. */
  logP: number;
  lastHitAt: number;
  /** Local day since which the rule holds, when something else held before. */
  validFrom?: number;
}

/** A time of day and the days it is kept on, before it is told. */
export interface TimeFit extends DayFit {
  centre: number;
  halfWidth: number;
  expectedByChance: number;
  lastDay: number;
}
