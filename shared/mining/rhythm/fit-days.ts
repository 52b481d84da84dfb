import { MIN_RULE_PRECISION } from "../thresholds.ts";
import { candidateRules } from "./candidate-rules.ts";
import type { DayProfile } from "./day-profile.ts";
import { logHypergeometricTail } from "./log-tails.ts";
import { type DayRule, isRuleDay } from "./rhythm-rule.ts";

/** A rule needs this many hits; those of months four, as chance is ruled out by their days already. */
export const MIN_HITS = 5;
export const MIN_HITS_OF_MONTHS = 4;

/** A rule must be this much better (in F1) than a simpler one to be taken. */
const BETTER_BY = 0.03;

/**
 * Every day and Monday to Friday must come true this often, or a job that acts on most days would be called daily; rules
 * whose days are a proof by themselves may miss more (18 % of days missed and 10 % of steps skipped, with few days).
 */
const MIN_HIT_RATE_PLAIN = 0.65;
const MIN_HIT_RATE_SPECIAL = 0.55;

/** Of all days of the rule, absences included, this many must have a hit. */
const MIN_CALENDAR_RATE = 0.5;

/** The days of a special rule (not every day, not Monday to Friday) must be this unlikely for days drawn by lot. */
const MAX_LOG_P_DAYS = Math.log(0.05);

/** A rule with what speaks for it. */
export interface DayFit {
  rule: DayRule;
  /** First day with a hit on a day of the rule. */
  startDay: number;
  hits: number;
  expected: number;
  /** Log chance that as many of the days would fall on the rule's days, were they drawn among the person's days. */
  logP: number;
  /** Log of the rules that were tried as well. */
  logTried: number;
}

/** A rule and the log of how many rules of its kind there are. */
export interface CandidateRule {
  rule: DayRule;
  /** A day of the rule, from which intervals count. */
  startDay: number;
  logTried: number;
}

/**
 * The rule that explains the days best, or null. `days`: ascending, each once, `count` of them. From the first day on a
 * rule through `lastDay` a share of its days must be among them (long absences of the person left out), and it
 * must cover 80 % of them.
 */
export function fitDays(
  days: Int32Array,
  count: number,
  lastDay: number,
  profile: DayProfile,
): DayFit | null {
  let best: DayFit | null = null;
  let bestQuality = 0;
  for (const candidate of candidateRules(days, count, lastDay)) {
    const fit = testRule(candidate, days, count, lastDay, profile);
    if (!fit) continue;
    const quality = (2 * fit.hits) / (count + fit.expected);
    if (best && quality <= bestQuality + BETTER_BY) continue;
    best = fit;
    bestQuality = quality;
  }
  return best;
}

function testRule(
  candidate: CandidateRule,
  days: Int32Array,
  count: number,
  lastDay: number,
  profile: DayProfile,
): DayFit | null {
  const { rule, logTried } = candidate;
  countRuleDays(candidate, days, count, lastDay, profile);
  const { startDay, hits, expected, excused, active, activeOfRule } = COUNTS;
  if (hits < minHits(rule) || hits < MIN_RULE_PRECISION * count) return null;
  if (hits < minHitRate(rule) * (expected - excused) || hits < MIN_CALENDAR_RATE * expected) return null;
  const logP = logHypergeometricTail(hits, count, activeOfRule, active);
  if (!isPlain(rule) && logP + logTried > MAX_LOG_P_DAYS) return null;
  return { rule, startDay, hits, expected, logP, logTried };
}

/** What `countRuleDays` counted last; one for all, as it is asked for tens of thousands of rules. */
const COUNTS = { startDay: -1, hits: 0, expected: 0, excused: 0, active: 0, activeOfRule: 0 };

function countRuleDays(
  { rule, startDay: anchor }: CandidateRule,
  days: Int32Array,
  count: number,
  lastDay: number,
  { firstDay, isActive, isAway }: DayProfile,
): void {
  let next = 0;
  let startDay = -1;
  let hits = 0;
  let expected = 0;
  let excused = 0;
  let active = 0;
  let activeOfRule = 0;
  for (let day = days[0] ?? 0; day <= lastDay; day++) {
    const isHit = days[next] === day && next < count;
    if (isHit) next++;
    const isOn = isRuleDay(rule, anchor, day);
    if (isHit && isOn && startDay < 0) startDay = day;
    const offset = day - firstDay;
    if (isHit || isActive[offset] === 1) {
      active++;
      if (isOn) activeOfRule++;
    }
    if (!isOn || startDay < 0) continue;
    expected++;
    if (isHit) hits++;
    else if (isAway[offset] === 1) excused++;
  }
  COUNTS.startDay = startDay;
  COUNTS.hits = hits;
  COUNTS.expected = expected;
  COUNTS.excused = excused;
  COUNTS.active = active;
  COUNTS.activeOfRule = activeOfRule;
}

function minHitRate(rule: DayRule): number {
  return isPlain(rule) ? MIN_HIT_RATE_PLAIN : MIN_HIT_RATE_SPECIAL;
}

function minHits(rule: DayRule): number {
  return rule.every === "day" || rule.every === "week" ? MIN_HITS : MIN_HITS_OF_MONTHS;
}

/** Every day and Monday to Friday say nothing about which days: their proof is the time of day. */
function isPlain(rule: DayRule): boolean {
  if (rule.every === "day") return rule.interval === 1;
  return rule.every === "week" && rule.interval === 1 && rule.weekdays.length >= 5;
}
