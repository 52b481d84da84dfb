import {
  digitsEnd,
  isDigit,
  isLetterOrDigit,
  isSeparator,
  letterOf,
  lettersEnd,
  numberIn,
} from "./letters.ts";
import { hasWord, WORDS, wordAt } from "./words.ts";

const DASH = 45;
const DOT = 46;
const SLASH = 47;
const SPACE = 32;
const COMMA = 44;
const APOSTROPHES = new Set([0x27, 0x2019]);

const isYear = (value: number) => value >= 1900 && value <= 2099;
const isMonth = (value: number) => value >= 1 && value <= 12;
const isDay = (value: number) => value >= 1 && value <= 31;
/** Two digits are taken for a year only in this span: others are as likely minutes or counters. */
const isShortYear = (value: number) => value >= 15 && value <= 39;

/** Skips up to four separators. */
function skipSeparators(text: string, from: number, end: number): number {
  let at = from;
  while (at < end && at < from + 4 && isSeparator(text.charCodeAt(at))) at++;
  return at;
}

/** End of a four-digit year at `from`, or 0. */
function yearEnd(text: string, from: number, end: number): number {
  const to = digitsEnd(text, from, end);
  return to - from === 4 && isYear(numberIn(text, from, to)) ? to : 0;
}

/** End of a year that follows a month, a quarter or a week: `2026`, `, 2026`, ` de 2026`, `-26`, `'26`; or 0. */
function yearAfter(text: string, from: number, end: number): number {
  let at = from;
  if (text.charCodeAt(at) === COMMA) at++;
  at = skipSeparators(text, at, end);
  if (hasWord(text, at, end, "de") || hasWord(text, at, end, "del")) at = skipSeparators(text, at + 2, end);
  const long = yearEnd(text, at, end);
  if (long !== 0) return long;
  if (APOSTROPHES.has(text.charCodeAt(at))) at++;
  const to = digitsEnd(text, at, end);
  return to - at === 2 && isShortYear(numberIn(text, at, to)) ? to : 0;
}

/** End of the month word at `from`, or 0. */
function monthWordEnd(text: string, from: number, end: number): number {
  const to = lettersEnd(text, from, end);
  const word = to > from ? wordAt(text, from, to) : WORDS.none;
  return word === WORDS.month || word === WORDS.weakMonth ? to : 0;
}

/** End of a date that starts with the digits `[from, to)`, or 0. */
export function dateFromDigits(text: string, from: number, to: number, end: number): number {
  const length = to - from;
  if (length > 8 || length === 7 || length === 3 || length === 5) return 0;
  if (length === 4) return isYear(numberIn(text, from, to)) ? dateFromYear(text, from, to, end) : 0;
  if (length === 8) return isCompactDate(text, from) ? to : 0;
  if (length === 6) {
    const year = numberIn(text, from, from + 4);
    const isGlued = letterOf(text.charCodeAt(from - 1)) !== 0;
    return !isGlued && year >= 1990 && year <= 2039 && isMonth(numberIn(text, from + 4, to)) ? to : 0;
  }
  return dateFromDay(text, from, to, end);
}

/** `20261108`, or `08112026` of these decades; also as the start of a longer run of digits. */
export function isCompactDate(text: string, from: number): boolean {
  const year = numberIn(text, from, from + 4);
  if (isYear(year))
    return isMonth(numberIn(text, from + 4, from + 6)) && isDay(numberIn(text, from + 6, from + 8));
  const last = numberIn(text, from + 4, from + 8);
  return (
    last >= 1990 &&
    last <= 2039 &&
    isDay(numberIn(text, from, from + 2)) &&
    isMonth(numberIn(text, from + 2, from + 4))
  );
}

function dateFromYear(text: string, from: number, to: number, end: number): number {
  const separator = text.charCodeAt(to);
  const after = to + 1;
  if ((isSeparator(separator) || separator === SLASH) && isDigit(text.charCodeAt(after))) {
    const second = digitsEnd(text, after, end);
    const length = second - after;
    const value = length <= 4 ? numberIn(text, after, second) : 0;
    if (length <= 2 && isMonth(value) && text.charCodeAt(second) === separator) {
      const third = digitsEnd(text, second + 1, end);
      const digits = third - second - 1;
      const isPadded = length === 2 && digits === 2;
      if ((isPadded || separator === DASH || separator === DOT) && digits >= 1 && digits <= 2)
        if (isDay(numberIn(text, second + 1, third))) return third;
    }
    if (length === 2 && isMonth(value) && separator !== SPACE) return second;
    const next = (numberIn(text, from, to) + 1) % 100;
    if (length === 2 && value === next && separator !== DOT) return second;
    if (length === 4 && value === numberIn(text, from, to) + 1 && separator !== SLASH) return second;
    return 0;
  }
  const word = separator === SLASH ? after : skipSeparators(text, to, end);
  const wordEnd = lettersEnd(text, word, end);
  if (wordEnd === word) return 0;
  switch (wordAt(text, word, wordEnd)) {
    case WORDS.month:
    case WORDS.weakMonth:
      return separator === SLASH ? wordEnd : dayAfterMonth(text, wordEnd, end) || wordEnd;
    case WORDS.week:
    case WORDS.weekInYear:
      return weekEnd(text, wordEnd, end);
    case WORDS.quarter:
      return countEnd(text, wordEnd, end, 4);
    case WORDS.half:
      return countEnd(text, wordEnd, end, 2);
    default:
      return 0;
  }
}

function dayAfterMonth(text: string, from: number, end: number): number {
  const at = skipSeparators(text, from, end);
  const to = digitsEnd(text, at, end);
  const isShort = to > at && to - at <= 2;
  return isShort && isDay(numberIn(text, at, to)) && letterOf(text.charCodeAt(to)) === 0 ? to : 0;
}

/** End of the one digit from 1 to `most` that stands at `from` with no letter or digit behind it, or 0. */
function countEnd(text: string, from: number, end: number, most: number): number {
  const digit = text.charCodeAt(from) - 48;
  if (from >= end || digit < 1 || digit > most) return 0;
  return from + 1 < end && isLetterOrDigit(text.charCodeAt(from + 1)) ? 0 : from + 1;
}

/** End of a week number, one separator before it allowed; or 0. */
function weekEnd(text: string, from: number, end: number): number {
  const at = from < end && isSeparator(text.charCodeAt(from)) ? from + 1 : from;
  const to = digitsEnd(text, at, end);
  if (to === at || to - at > 2) return 0;
  const week = numberIn(text, at, to);
  return week >= 1 && week <= 53 && letterOf(text.charCodeAt(to)) === 0 ? to : 0;
}

/** One or two digits: `08.11.2026`, `8.11.26`, `11-2026`, `8 Nov 2026`, `8. November`, `1st of May`. */
function dateFromDay(text: string, from: number, to: number, end: number): number {
  const first = numberIn(text, from, to);
  const separator = text.charCodeAt(to);
  if (isSeparator(separator) && isDigit(text.charCodeAt(to + 1)))
    return dateInDigits(text, { from, to, end, first, separator });
  if (!isDay(first)) return 0;
  let at = to;
  for (const ordinal of ["st", "nd", "rd", "th", "er"]) if (hasWord(text, to, end, ordinal)) at = to + 2;
  at = skipSeparators(text, at, end);
  for (const link of ["de", "of"]) if (hasWord(text, at, end, link)) at = skipSeparators(text, at + 2, end);
  const month = monthWordEnd(text, at, end);
  if (month === 0) return 0;
  const year = yearAfter(text, month, end);
  if (year !== 0) return year;
  return wordAt(text, at, month) === WORDS.month && !isDigit(text.charCodeAt(month)) ? month : 0;
}

interface DigitsStart {
  from: number;
  to: number;
  end: number;
  first: number;
  separator: number;
}

function dateInDigits(text: string, { from, to, end, first, separator }: DigitsStart): number {
  const second = digitsEnd(text, to + 1, end);
  const length = second - to - 1;
  if (length === 4 && to - from === 2 && separator !== SPACE && isMonth(first))
    return isYear(numberIn(text, to + 1, second)) ? second : 0;
  if (length > 2 || text.charCodeAt(second) !== separator) return 0;
  const middle = numberIn(text, to + 1, second);
  const third = digitsEnd(text, second + 1, end);
  const digits = third - second - 1;
  if (digits !== 2 && digits !== 4) return 0;
  const last = numberIn(text, second + 1, third);
  const isPadded = to - from === 2 && length === 2;
  const isDayMonth = (isDay(first) && isMonth(middle)) || (isMonth(first) && isDay(middle));
  if (digits === 4) {
    const isSure = isPadded || separator === DOT || separator === DASH;
    return isSure && isYear(last) && isDayMonth ? third : 0;
  }
  if (!isPadded) return 0;
  if (separator === DOT) return isShortYear(last) && isDay(first) && isMonth(middle) ? third : 0;
  const isYearFirst = isShortYear(first) && isMonth(middle) && isDay(last);
  return separator !== SPACE && ((isShortYear(last) && isDayMonth) || isYearFirst) ? third : 0;
}

/** End of a date that starts with the word `[from, to)` of the given meaning, or 0. */
export function dateFromWord(text: string, word: number, to: number, end: number): number {
  switch (word) {
    case WORDS.month:
    case WORDS.weakMonth:
      return dateFromMonth(text, word, to, end);
    case WORDS.week:
    case WORDS.weekInYear: {
      const week = weekEnd(text, to, end);
      if (week === 0) return 0;
      return yearAfterSeparator(text, week, end) || (word === WORDS.week && week - to >= 2 ? week : 0);
    }
    case WORDS.quarter: {
      const quarter = countEnd(text, to, end, 4) || (to + 1 < end ? gluedQuarter(text, to, end) : 0);
      if (quarter === 0) return 0;
      return yearAfter(text, quarter, end) || fiscalAfter(text, quarter, end) || quarter;
    }
    case WORDS.half: {
      const half = countEnd(text, to, end, 2);
      return half === 0 ? 0 : yearAfter(text, half, end);
    }
    case WORDS.fiscalYear: {
      const year = fiscalYearEnd(text, to, end);
      return year === 0 ? 0 : quarterAfter(text, year, end) || year;
    }
    default:
      return 0;
  }
}

function yearAfterSeparator(text: string, from: number, end: number): number {
  return isSeparator(text.charCodeAt(from)) ? yearEnd(text, skipSeparators(text, from, end), end) : 0;
}

/** `Q42026`, `Q3FY26`: the quarter's digit with what belongs to it close behind. */
function gluedQuarter(text: string, from: number, end: number): number {
  const digit = text.charCodeAt(from) - 48;
  if (digit < 1 || digit > 4) return 0;
  return yearEnd(text, from + 1, end) !== 0 || fiscalAfter(text, from + 1, end) !== 0 ? from + 1 : 0;
}

function fiscalAfter(text: string, from: number, end: number): number {
  const at = skipSeparators(text, from, end);
  return hasWord(text, at, end, "fy") ? fiscalYearEnd(text, at + 2, end) : 0;
}

function fiscalYearEnd(text: string, from: number, end: number): number {
  const at = skipSeparators(text, from, end);
  const to = digitsEnd(text, at, end);
  const isFiscal = to - at === 2 || (to - at === 4 && isYear(numberIn(text, at, to)));
  if (!isFiscal) return 0;
  const next = digitsEnd(text, to + 1, end);
  const separator = text.charCodeAt(to);
  const isRange = (separator === DASH || separator === SLASH) && next - to - 1 === 2;
  return isRange && numberIn(text, to + 1, next) === (numberIn(text, at, to) + 1) % 100 ? next : to;
}

function quarterAfter(text: string, from: number, end: number): number {
  const at = skipSeparators(text, from, end);
  return letterOf(text.charCodeAt(at)) === 17 ? countEnd(text, at + 1, end, 4) : 0;
}

/** `Nov 8, 2026`, `November 2026`, `Nov-26`, `Nov 8`; a month alone is no date. */
function dateFromMonth(text: string, word: number, to: number, end: number): number {
  const at = skipSeparators(text, text.charCodeAt(to) === DOT ? to + 1 : to, end);
  const digits = digitsEnd(text, at, end);
  const length = digits - at;
  if (length === 1 || length === 2) {
    const isOfMonth = isDay(numberIn(text, at, digits));
    const after = hasWord(text, digits, end, "th") || hasWord(text, digits, end, "st") ? digits + 2 : digits;
    const year = isOfMonth ? yearEnd(text, afterDay(text, after, end), end) : 0;
    if (year !== 0) return year;
    if (letterOf(text.charCodeAt(after)) !== 0) return 0;
    if (isOfMonth && word === WORDS.month && at > to) return after;
  }
  return yearAfter(text, to, end);
}

function afterDay(text: string, from: number, end: number): number {
  return skipSeparators(text, text.charCodeAt(from) === COMMA ? from + 1 : from, end);
}
