import { MIN_HIT_RATE, MIN_RULE_PRECISION } from "../thresholds.ts";
import { dateOf, remainder, weekdayOf, weekOf } from "./calendar.ts";
import type { CandidateRule } from "./fit-days.ts";
import { logChoose } from "./log-tails.ts";
import { isWorkingDayAtEdge } from "./rhythm-rule.ts";

const WORKING_WEEK = [1, 2, 3, 4, 5];
const MAX_DAY_INTERVAL = 14;
const MAX_WEEK_INTERVAL = 4;
/** Months between; three is a quarter. */
const MONTH_INTERVALS = [1, 2, 3, 4, 6];
const MAX_MONTH_DAYS = 4;

/** A day of a set must have a hit this often; a little below the rule's own rate, as each has few. */
const MIN_SHARE_OF_SET = MIN_HIT_RATE - 0.2;

/** A rule kept at its worst lies this much sparser, and one with the most strays this much denser, than its days. */
const MIN_CALENDAR = 0.5;
const MIN_DENSITY = MIN_RULE_PRECISION - 0.15;

/** Mean days in a month. */
const MONTH_DAYS = 30.44;

/**
 * The correction for rules tried beside each other, weighted: commoner kinds pay less. An eighth each for every day and
 * for Monday to Friday, an eighth for one day a week, a sixteenth for each other kind.
 */
const LOG_COMMON = Math.log(8);
const LOG_KINDS = Math.log(16);

/**
 * Rules that could explain the days, simple ones first. How dense the days lie says which periods are worth a look:
 * a rule that is kept half of the time and covers 80 % of the days cannot be much denser or sparser than they are.
 */
export function candidateRules(days: Int32Array, count: number, lastDay: number): CandidateRule[] {
  const found: CandidateRule[] = [];
  const firstDay = days[0] ?? 0;
  const span = lastDay - firstDay + 1;
  const spacing = span / count;
  if (spacing < 1 / MIN_CALENDAR) addPlain(found, days, count);
  if (spacing < 7 / MIN_CALENDAR) addWeekdays(found, days, count, span, lastDay);
  for (let interval = 2; interval <= MAX_WEEK_INTERVAL; interval++) {
    if (isNear(spacing, 7 * interval, 5)) addWeeks(found, days, count, span, interval);
  }
  for (let interval = 2; interval <= MAX_DAY_INTERVAL; interval++) {
    if (interval % 7 !== 0 && isNear(spacing, interval, 1)) addEveryDays(found, days, count, interval);
  }
  if (spacing > (MIN_DENSITY * MONTH_DAYS) / MAX_MONTH_DAYS) addMonths(found, days, count, span);
  return found;
}

/** Whether days this far apart can come from a rule with one up to `most` days each `period`. */
function isNear(spacing: number, period: number, most: number): boolean {
  return spacing < period / MIN_CALENDAR && spacing > (MIN_DENSITY * period) / most;
}

function addPlain(found: CandidateRule[], days: Int32Array, count: number): void {
  let weekend = 0;
  for (let index = 0; index < count; index++) if (weekdayOf(days[index] ?? 0) % 6 === 0) weekend++;
  const startDay = days[0] ?? 0;
  const daily: CandidateRule = { rule: { every: "day", interval: 1 }, startDay, logTried: LOG_COMMON };
  const working: CandidateRule = {
    rule: { every: "week", interval: 1, weekdays: WORKING_WEEK },
    startDay,
    logTried: LOG_COMMON,
  };
  if (weekend > 0) found.push(daily, working);
  else found.push(working, daily);
}

function addWeekdays(
  found: CandidateRule[],
  days: Int32Array,
  count: number,
  span: number,
  lastDay: number,
): void {
  const hits = new Int32Array(7);
  for (let index = 0; index < count; index++) bump(hits, weekdayOf(days[index] ?? 0));
  const weekdays: number[] = [];
  for (let weekday = 0; weekday < 7; weekday++) {
    const since = remainder(weekdayOf(lastDay) - weekday, 7);
    const slots = since < span ? Math.floor((span - 1 - since) / 7) + 1 : 0;
    const hit = hits[weekday] ?? 0;
    if (hit >= 2 && hit >= MIN_SHARE_OF_SET * slots) weekdays.push(weekday);
  }
  addWeekSet(found, weekdays, 1, days[0] ?? 0);
  const top = indexOfMost(hits, 0, 7);
  if (weekdays.length !== 1) addWeekSet(found, [top], 1, days[0] ?? 0);
}

function addWeeks(
  found: CandidateRule[],
  days: Int32Array,
  count: number,
  span: number,
  interval: number,
): void {
  const hits = new Int32Array(7 * interval);
  for (let index = 0; index < count; index++) {
    const day = days[index] ?? 0;
    bump(hits, 7 * remainder(weekOf(day), interval) + weekdayOf(day));
  }
  const slots = span / (7 * interval);
  for (let phase = 0; phase < interval; phase++) {
    const weekdays: number[] = [];
    let covered = 0;
    for (let weekday = 0; weekday < 7; weekday++) {
      const hit = hits[7 * phase + weekday] ?? 0;
      if (hit < 2 || hit < MIN_SHARE_OF_SET * (slots - 1)) continue;
      weekdays.push(weekday);
      covered += hit;
    }
    if (covered < MIN_RULE_PRECISION * count) continue;
    const startDay = firstOf(days, count, (day) => remainder(weekOf(day), interval) === phase);
    addWeekSet(found, weekdays, interval, startDay);
  }
}

function addWeekSet(found: CandidateRule[], weekdays: number[], interval: number, startDay: number): void {
  if (weekdays.length === 0) return;
  const isSimple = weekdays.length === 1 && interval === 1;
  const logKinds = isSimple ? LOG_COMMON : LOG_KINDS + Math.log(interval * MAX_WEEK_INTERVAL * 2);
  const logTried = logKinds + logChoose(7, weekdays.length);
  found.push({ rule: { every: "week", interval, weekdays }, startDay, logTried });
}

function addEveryDays(found: CandidateRule[], days: Int32Array, count: number, interval: number): void {
  const hits = new Int32Array(interval);
  for (let index = 0; index < count; index++) bump(hits, remainder(days[index] ?? 0, interval));
  const phase = indexOfMost(hits, 0, interval);
  if ((hits[phase] ?? 0) < MIN_RULE_PRECISION * count) return;
  const startDay = firstOf(days, count, (day) => remainder(day, interval) === phase);
  const logTried = LOG_KINDS + Math.log(interval * MAX_DAY_INTERVAL);
  found.push({ rule: { every: "day", interval }, startDay, logTried });
}

/** Indices of a month's histogram: days 1–31 and the last at 0; first to fifth weekdays and last; working days. */
const NTH_AT = 32;
const LAST_WEEKDAY_AT = NTH_AT + 35;
const FIRST_WORKING_AT = LAST_WEEKDAY_AT + 7;
const LAST_WORKING_AT = FIRST_WORKING_AT + 1;
const MONTH_SLOTS = LAST_WORKING_AT + 1;

function addMonths(found: CandidateRule[], days: Int32Array, count: number, span: number): void {
  const hits = new Int32Array(MONTH_SLOTS);
  for (let index = 0; index < count; index++) countInMonth(hits, days[index] ?? 0);
  const enough = MIN_RULE_PRECISION * count;
  addMonthDays(found, days, count, hits, enough, span);
  for (const [from, until] of [
    [NTH_AT, LAST_WEEKDAY_AT],
    [LAST_WEEKDAY_AT, FIRST_WORKING_AT],
  ] as const) {
    const top = indexOfMost(hits, from, until);
    if ((hits[top] ?? 0) < enough) continue;
    const nth = from === LAST_WEEKDAY_AT ? -1 : Math.floor((top - NTH_AT) / 7) + 1;
    const weekday = (top - from) % 7;
    const rule = { every: "month-weekday" as const, interval: 1, nth, weekday };
    addMonthIntervals(found, days, count, rule, LOG_KINDS + Math.log(42));
  }
  for (const workingDay of [1, -1] as const) {
    if ((hits[workingDay === 1 ? FIRST_WORKING_AT : LAST_WORKING_AT] ?? 0) < enough) continue;
    const rule = { every: "working-day" as const, interval: 1, workingDay };
    addMonthIntervals(found, days, count, rule, LOG_KINDS + Math.log(2));
  }
}

function countInMonth(hits: Int32Array, day: number): void {
  const { monthDay, fromEnd } = dateOf(day);
  const weekday = weekdayOf(day);
  bump(hits, monthDay);
  bump(hits, NTH_AT + 7 * Math.floor((monthDay - 1) / 7) + weekday);
  if (fromEnd === 1) bump(hits, 0);
  if (fromEnd <= 7) bump(hits, LAST_WEEKDAY_AT + weekday);
  if (isWorkingDayAtEdge(1, weekday, monthDay)) bump(hits, FIRST_WORKING_AT);
  if (isWorkingDayAtEdge(-1, weekday, fromEnd)) bump(hits, LAST_WORKING_AT);
}

function addMonthDays(
  found: CandidateRule[],
  days: Int32Array,
  count: number,
  hits: Int32Array,
  enough: number,
  span: number,
): void {
  const months = span / MONTH_DAYS;
  const often: number[] = [];
  let covered = 0;
  for (let monthDay = 1; monthDay <= 31; monthDay++) {
    if ((hits[monthDay] ?? 0) < Math.max(3, MIN_SHARE_OF_SET * (months - 1))) continue;
    often.push(monthDay);
    covered += hits[monthDay] ?? 0;
  }
  const top = indexOfMost(hits, 1, 32);
  const sets = [[top], [-1]];
  if (often.length > 1 && often.length <= MAX_MONTH_DAYS && covered >= enough) sets.push(often);
  for (const monthDays of sets) {
    if (monthDays.length === 1 && (hits[Math.max(0, monthDays[0] ?? 0)] ?? 0) < enough) continue;
    const rule = { every: "month-day" as const, interval: 1, monthDays };
    addMonthIntervals(found, days, count, rule, LOG_KINDS + logChoose(32, monthDays.length));
  }
}

type MonthRule = Extract<CandidateRule["rule"], { every: "month-day" | "month-weekday" | "working-day" }>;

function addMonthIntervals(
  found: CandidateRule[],
  days: Int32Array,
  count: number,
  rule: MonthRule,
  logTried: number,
): void {
  const lastMonth = dateOf(days[count - 1] ?? 0).month;
  for (const interval of MONTH_INTERVALS) {
    const hits = new Int32Array(interval);
    for (let index = 0; index < count; index++) {
      bump(hits, remainder(lastMonth - dateOf(days[index] ?? 0).month, interval));
    }
    const phase = indexOfMost(hits, 0, interval);
    const startDay = firstOf(
      days,
      count,
      (day) => remainder(lastMonth - dateOf(day).month, interval) === phase,
    );
    found.push({
      rule: { ...rule, interval },
      startDay,
      logTried: logTried + Math.log(interval * MONTH_INTERVALS.length),
    });
  }
  addYear(found, days, count, rule, logTried);
}

function addYear(
  found: CandidateRule[],
  days: Int32Array,
  count: number,
  rule: MonthRule,
  logTried: number,
): void {
  const monthDay = rule.every === "month-day" ? rule.monthDays[0] : undefined;
  const startDay = days[0] ?? 0;
  const isYears = (days[count - 1] ?? 0) - startDay > 2 * 366;
  if (!monthDay || monthDay < 1 || !isYears || rule.every !== "month-day" || rule.monthDays.length > 1)
    return;
  const hits = new Int32Array(12);
  for (let index = 0; index < count; index++) bump(hits, dateOf(days[index] ?? 0).month % 12);
  const month = indexOfMost(hits, 0, 12);
  found.push({
    rule: { every: "year", month: month + 1, monthDay },
    startDay,
    logTried: logTried + Math.log(12 * MONTH_INTERVALS.length),
  });
}

function bump(counts: Int32Array, index: number): void {
  counts[index] = (counts[index] ?? 0) + 1;
}

function indexOfMost(counts: Int32Array, from: number, until: number): number {
  let top = from;
  for (let index = from; index < until; index++) if ((counts[index] ?? 0) > (counts[top] ?? 0)) top = index;
  return top;
}

function firstOf(days: Int32Array, count: number, isIt: (day: number) => boolean): number {
  for (let index = 0; index < count; index++) {
    const day = days[index] ?? 0;
    if (isIt(day)) return day;
  }
  return days[0] ?? 0;
}
