import { digitsEnd, isDigit, isLetterOrDigit, letterOf, numberIn } from "./letters.ts";

const DASH = 45;
const DOT = 46;
const COLON = 58;
const UNDERSCORE = 95;
const LETTER_H = 8;
const LETTER_Z = 26;

const isMinute = (text: string, from: number) => numberIn(text, from, from + 2) <= 59;

/**
 * End of a time of day at the digits `[from, to)`, or 0: `14:30:05`, `14.30.05`, `14h30`. Behind a date also `14-30`,
 * `1430` and `143005`, which alone are counters.
 */
export function timeFromDigits(
  text: string,
  from: number,
  to: number,
  options: { end: number; isAfterDate: boolean },
): number {
  const { end, isAfterDate } = options;
  const length = to - from;
  if (length <= 2) {
    if (numberIn(text, from, to) > 23) return 0;
    const separator = text.charCodeAt(to);
    const isH = letterOf(separator) === LETTER_H;
    if (!isH && separator !== DASH && separator !== DOT && separator !== COLON && separator !== UNDERSCORE)
      return 0;
    const minutes = digitsEnd(text, to + 1, end);
    if (minutes - to - 1 !== 2 || !isMinute(text, to + 1)) return 0;
    const seconds = text.charCodeAt(minutes) === separator ? digitsEnd(text, minutes + 1, end) : 0;
    if (seconds - minutes - 1 === 2 && isMinute(text, minutes + 1)) return timeEnd(text, seconds, end);
    if (isH || (isAfterDate && seconds === 0 && length === 2))
      return isH && isLetterOrDigit(text.charCodeAt(minutes)) ? 0 : timeEnd(text, minutes, end);
    return 0;
  }
  return isAfterDate && isCompactTime(text, from, to) ? timeEnd(text, to, end) : 0;
}

/** `1430` or `143005`. */
export function isCompactTime(text: string, from: number, to: number): boolean {
  const length = to - from;
  if (length !== 4 && length !== 6) return false;
  return (
    numberIn(text, from, from + 2) <= 23 &&
    isMinute(text, from + 2) &&
    (length === 4 || isMinute(text, from + 4))
  );
}

/** Takes in what follows a time: fractions of a second, `Z`, ` PM`. */
export function timeEnd(text: string, from: number, end: number): number {
  let at = from;
  if (text.charCodeAt(at) === DOT || text.charCodeAt(at) === 44) {
    const fraction = digitsEnd(text, at + 1, end);
    if (fraction - at - 1 >= 3 && fraction - at - 1 <= 9) at = fraction;
  }
  if (letterOf(text.charCodeAt(at)) === LETTER_Z && !isLetterOrDigit(text.charCodeAt(at + 1))) return at + 1;
  const gap = [32, 0xa0, 0x202f].includes(text.charCodeAt(at)) ? 1 : 0;
  const letter = letterOf(text.charCodeAt(at + gap));
  const isHalf = (letter === 1 || letter === 16) && letterOf(text.charCodeAt(at + gap + 1)) === 13;
  const after = at + gap + 2;
  return isHalf && after <= end && !(after < end && isLetterOrDigit(text.charCodeAt(after))) ? after : at;
}

/** Whether `[from, to)`, which stands behind a date, leads over to its time: a separator or two, ` at `, `T`. */
export function joinsDateAndTime(text: string, from: number, to: number): boolean {
  if (to - from > 6) return false;
  if (to === from) return false;
  return /^(?:t|[-_ .,]{1,3}(?:(?:at|um|à|kl|t)[-_ .]{1,2})?)$/i.test(text.slice(from, to));
}

/** Whether a run of digits is a Unix time of 2001–2033 in seconds or milliseconds. */
export function isUnixTime(text: string, from: number, to: number): boolean {
  const length = to - from;
  return (
    (length === 10 || length === 13) && text.charCodeAt(from) === 49 && isDigit(text.charCodeAt(from + 1))
  );
}
