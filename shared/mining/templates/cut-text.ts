import { digitsEnd, isDigit, isLetterOrDigit, isSeparator, letterOf } from "./letters.ts";
import { escapeBraces, MARKS, VARIABLE_KINDS, type VariableKind } from "./marks.ts";
import { dateFromDigits, dateFromWord, isCompactDate } from "./scan-date.ts";
import { hashEnd } from "./scan-hash.ts";
import { isCompactTime, isUnixTime, joinsDateAndTime, timeEnd, timeFromDigits } from "./scan-time.ts";
import { WORDS, wordAt } from "./words.ts";

/** Names with more varying parts are cut up to here; the rest stays text. */
export const MAX_PARTS = 16;

const DASH = 45;
const DOT = 46;
const SLASH = 47;
const SPACE = 32;
const OPEN = 40;
const CLOSE = 41;
const TILDE = 126;
const OPEN_BRACE = 123;
const CLOSE_BRACE = 125;
const MAX_FINAL_WORDS = 4;
const MAX_PLACEHOLDER = 80;
const LITERAL_LENGTH = 22;

/** The varying parts of one text, in order: `[from, to)` and the mark of each. One is used for all texts. */
interface Parts {
  froms: number[];
  tos: number[];
  marks: number[];
  count: number;
  hasBraces: boolean;
}

export interface CutText {
  /** The text with its braces doubled and each varying part replaced by its mark. */
  skeleton: string;
  values: string[];
}

const NO_VALUES: string[] = [];
const PARTS: Parts = { froms: [], tos: [], marks: [], count: 0, hasBraces: false };

/** Cuts `text` up to `end`; what follows (an extension) never varies and ends the skeleton. */
export function cutText(text: string, end: number): CutText {
  const parts = PARTS;
  parts.count = 0;
  parts.hasBraces = false;
  for (let at = 0; at < end; ) {
    const code = text.charCodeAt(at);
    const letter = letterOf(code);
    if (letter !== 0) at = scanWord(text, at, end, parts);
    else if (isDigit(code)) at = scanDigits(text, at, end, parts);
    else if (code >= SPACE && code !== OPEN && code < OPEN_BRACE) at++;
    else at = scanOther(text, at, end, parts);
  }
  const count = parts.count;
  if (count === 0) return { skeleton: parts.hasBraces ? escapeBraces(text) : text, values: NO_VALUES };
  const values: string[] = [];
  let skeleton = "";
  let from = 0;
  for (let part = 0; part < count; part++) {
    const start = parts.froms[part] ?? 0;
    const stop = parts.tos[part] ?? 0;
    const piece = text.slice(from, start);
    skeleton += parts.hasBraces ? escapeBraces(piece) : piece;
    skeleton += String.fromCharCode(parts.marks[part] ?? 0);
    values.push(text.slice(start, stop));
    from = stop;
  }
  const piece = text.slice(from);
  return { skeleton: skeleton + (parts.hasBraces ? escapeBraces(piece) : piece), values };
}

function take(parts: Parts, from: number, to: number, kind: keyof typeof MARKS): number {
  if (parts.count < MAX_PARTS || kind === "literal") {
    parts.froms[parts.count] = from;
    parts.tos[parts.count] = to;
    parts.marks[parts.count] = MARKS[kind];
    parts.count++;
  } else {
    // Beyond the limit the text stands as it is, so nothing in it may be taken for a placeholder's brace.
    parts.hasBraces = true;
  }
  return to;
}

function scanDigits(text: string, from: number, end: number, parts: Parts): number {
  const to = digitsEnd(text, from, end);
  const isGlued = from > 0 && letterOf(text.charCodeAt(from - 1)) !== 0;
  const isAfterDate = followsDate(text, from, parts);
  const length = to - from;
  if (isAfterDate) {
    const time = timeFromDigits(text, from, to, { end, isAfterDate });
    if (time !== 0) return take(parts, from, time, "time");
  }
  if (!isGlued && length === 8 && text.charCodeAt(to) === DASH) {
    const uuid = hashEnd(text, from, end);
    if (uuid !== 0) return take(parts, from, uuid, "hash");
  }
  const date = dateFromDigits(text, from, to, end);
  if (date !== 0) return take(parts, from, date, "date");
  if (!isGlued && letterOf(text.charCodeAt(to)) !== 0 && to < end) {
    const hash = hashEnd(text, from, end);
    if (hash !== 0) return take(parts, from, hash, "hash");
  }
  if ((length === 12 || length === 14) && isCompactDate(text, from) && isCompactTime(text, from + 8, to)) {
    take(parts, from, from + 8, "date");
    return take(parts, from + 8, timeEnd(text, to, end), "time");
  }
  if (isUnixTime(text, from, to)) return take(parts, from, to, "timestamp");
  const version = dottedEnd(text, from, to, end);
  if (version !== 0 && !isGlued && !isTimeLike(text, from, to, version))
    return take(parts, from, version, "version");
  const time = timeFromDigits(text, from, to, { end, isAfterDate: false });
  if (time !== 0 && !isGlued) return take(parts, from, time, "time");
  return take(parts, from, to, "number");
}

function followsDate(text: string, from: number, parts: Parts): boolean {
  const last = parts.count - 1;
  if (last < 0 || parts.marks[last] !== MARKS.date) return false;
  return joinsDateAndTime(text, parts.tos[last] ?? 0, from);
}

/** End of `1.12.3` at the digits `[from, to)`, or 0: three numbers, no more and no fewer. */
function dottedEnd(text: string, from: number, to: number, end: number): number {
  if (text.charCodeAt(to) !== DOT || text.charCodeAt(from - 1) === DOT) return 0;
  const second = digitsEnd(text, to + 1, end);
  if (second === to + 1 || text.charCodeAt(second) !== DOT) return 0;
  const third = digitsEnd(text, second + 1, end);
  if (third === second + 1) return 0;
  return third < end && text.charCodeAt(third) === DOT && isDigit(text.charCodeAt(third + 1)) ? 0 : third;
}

/** `14.30.05` could be a version; two digits each and a first below 24 is more often a time. */
function isTimeLike(text: string, from: number, to: number, dotted: number): boolean {
  return (
    to - from === 2 &&
    dotted - from === 8 &&
    timeFromDigits(text, from, to, { end: dotted, isAfterDate: false }) !== 0
  );
}

function scanWord(text: string, from: number, end: number, parts: Parts): number {
  let to = from + 1;
  while (to < end && letterOf(text.charCodeAt(to)) !== 0) to++;
  const isDigitNext = to < end && isDigit(text.charCodeAt(to));
  const word = wordAt(text, from, to);
  if (word !== WORDS.none) {
    const date = dateFromWord(text, word, to, end);
    if (date !== 0) return take(parts, from, date, "date");
  }
  const isRunStart = from === 0 || !isDigit(text.charCodeAt(from - 1));
  if (isDigitNext && isRunStart) {
    const hash = hashEnd(text, from, end);
    if (hash !== 0) return take(parts, from, hash, "hash");
  }
  switch (word) {
    case WORDS.month:
      return take(parts, from, to, "month");
    case WORDS.v:
      return isDigitNext ? take(parts, from, dotsEnd(text, to, end), "version") : to;
    case WORDS.version: {
      const at = to < end && isSeparator(text.charCodeAt(to)) ? to + 1 : to;
      return at < end && isDigit(text.charCodeAt(at))
        ? take(parts, from, dotsEnd(text, at, end), "version")
        : to;
    }
    case WORDS.final: {
      const stop = finalEnd(text, to, end);
      return stop !== 0 && isBehindSeparator(text, from) ? take(parts, from, stop, "version") : to;
    }
    case WORDS.copy:
      return scanCopyWord(text, from, to, end, parts);
    default:
      return to;
  }
}

/** End of `2`, `2.1`, `2.1.0.4`. */
function dotsEnd(text: string, from: number, end: number): number {
  let to = digitsEnd(text, from, end);
  for (let dots = 0; dots < 3 && text.charCodeAt(to) === DOT; dots++) {
    const next = digitsEnd(text, to + 1, end);
    if (next === to + 1) break;
    to = next;
  }
  return to;
}

function isBehindSeparator(text: string, from: number): boolean {
  return from > 1 && isSeparator(text.charCodeAt(from - 1)) && text.charCodeAt(from - 2) !== SLASH;
}

function isNameEnd(text: string, at: number, end: number): boolean {
  return at >= end || text.charCodeAt(at) === SLASH;
}

/** End of what may follow `final` up to the end of the name: ` v2`, `_final`, `2`; 0 when other words follow. */
function finalEnd(text: string, from: number, end: number): number {
  let at = from;
  for (let words = 0; !isNameEnd(text, at, end); words++) {
    if (words === MAX_FINAL_WORDS) return 0;
    if (isSeparator(text.charCodeAt(at))) at++;
    const start = at;
    while (at < end && isLetterOrDigit(text.charCodeAt(at))) at++;
    if (start === at || !/^(?:final|v?\d{1,3})$/i.test(text.slice(start, at))) return 0;
  }
  return at;
}

/** `report - Copy`, `report copy 2`, `report - Kopie (2)` at the end of a name; `Copy of report` at its start. */
function scanCopyWord(text: string, from: number, to: number, end: number, parts: Parts): number {
  if (from === 0 || text.charCodeAt(from - 1) === SLASH) {
    const of = /^ (?:of|von|van|de|di|d')(?= )/i.exec(text.slice(to, to + 5));
    return of ? take(parts, from, to + of[0].length, "copy") : to;
  }
  if (!isBehindSeparator(text, from)) return to;
  const count =
    /^(?:[ _-]?\d{1,3}| \(\d{1,3}\))?/.exec(text.slice(to, Math.min(end, to + 6)))?.[0].length ?? 0;
  if (!isNameEnd(text, to + count, end)) return to;
  const isDashed = text.charCodeAt(from - 1) === SPACE && text.charCodeAt(from - 2) === DASH;
  const start = isDashed && text.charCodeAt(from - 3) === SPACE ? from - 2 : from;
  return take(parts, start, to + count, "copy");
}

function scanOther(text: string, from: number, end: number, parts: Parts): number {
  const code = text.charCodeAt(from);
  if (code < SPACE) return take(parts, from, from + 1, "literal");
  if (code === OPEN) return scanParenthesis(text, from, end, parts);
  if (code === TILDE) return literalEnd(text, from, end);
  if (code === OPEN_BRACE) {
    const placeholder = placeholderIn(text, from, end);
    if (placeholder) return take(parts, from, placeholder.to, placeholder.kind);
  }
  if (code === OPEN_BRACE || code === CLOSE_BRACE) parts.hasBraces = true;
  return from + 1;
}

/** `(2)`, `(copy)`, `(Kopie 2)`. */
function scanParenthesis(text: string, from: number, end: number, parts: Parts): number {
  let at = from + 1;
  while (at < end && letterOf(text.charCodeAt(at)) !== 0) at++;
  if (at > from + 1) {
    if (wordAt(text, from + 1, at) !== WORDS.copy) return from + 1;
    if (text.charCodeAt(at) === SPACE) at++;
  }
  const digits = digitsEnd(text, at, end);
  const isCopy = digits > from + 1 && digits - at <= 3 && digits < end && text.charCodeAt(digits) === CLOSE;
  return isCopy ? take(parts, from, digits + 1, "copy") : from + 1;
}

const isBase64Url = (code: number) =>
  isDigit(code) || (code < 128 && letterOf(code) !== 0) || code === DASH || code === 95;

/** A hidden word of a tokenised path, `~` and 22 characters, is one word: nothing in it is a date or a number. */
function literalEnd(text: string, from: number, end: number): number {
  const to = from + 1 + LITERAL_LENGTH;
  if (to > end) return from + 1;
  for (let at = from + 1; at < to; at++) if (!isBase64Url(text.charCodeAt(at))) return from + 1;
  return to < end && isBase64Url(text.charCodeAt(to)) ? from + 1 : to;
}

/** A varying part that a tokenised path names itself: `{date:2026-11-08}`. */
function placeholderIn(text: string, from: number, end: number): { to: number; kind: VariableKind } | null {
  const inner = /^[^{}/]*(?=\})/.exec(text.slice(from + 1, Math.min(end, from + MAX_PLACEHOLDER)))?.[0];
  if (!inner) return null;
  const colon = inner.indexOf(":");
  const kind = VARIABLE_KINDS.find((name) => name !== "name" && name === inner.slice(0, Math.max(colon, 0)));
  // biome-ignore lint/suspicious/noControlCharactersInRegex: a kept control character must stay apart from the value.
  if (!kind || colon === inner.length - 1 || /[\u0000-\u001f]/.test(inner)) return null;
  return { to: from + inner.length + 2, kind };
}
