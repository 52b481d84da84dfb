import { isDigit, letterOf } from "./letters.ts";

const DASH = 45;
const MIN_HEX = 7;
const MAX_HASH = 128;
const MIN_ID = 16;
/** Characters per change between words, capitals and digits; ids have about two, names four and more. */
const MAX_ID_STRETCH = 3;

const isHexLetter = (code: number) => {
  const lower = code | 32;
  return lower >= 97 && lower <= 102;
};

/**
 * End of a hash that starts at `from`, where a run of letters and digits starts, or 0: a UUID, 7–128 hexadecimal
 * characters with letters and digits, or an id of 16–128 characters that changes between letters and digits too often
 * to be words.
 */
export function hashEnd(text: string, from: number, end: number): number {
  const uuid = uuidEnd(text, from, end);
  if (uuid !== 0) return uuid;
  let at = from;
  let digits = 0;
  let hexLetters = 0;
  let stretches = 0;
  let last = 0;
  for (; at < end; at++) {
    const code = text.charCodeAt(at);
    if (isDigit(code)) {
      digits++;
      if (last !== 1) stretches++;
      last = 1;
    } else {
      const letter = letterOf(code);
      if (letter === 0) break;
      if (code >= 128) return 0;
      if (isHexLetter(code)) hexLetters++;
      const isCapital = code < 97;
      if (isCapital ? last !== 2 : last !== 3 && last !== 2) stretches++;
      last = isCapital ? 2 : 3;
    }
    if (at - from >= MAX_HASH) return 0;
  }
  const length = at - from;
  if (digits === 0 || digits === length) return 0;
  if (hexLetters + digits === length) return length >= MIN_HEX ? at : 0;
  return length >= MIN_ID && length <= stretches * MAX_ID_STRETCH ? at : 0;
}

function uuidEnd(text: string, from: number, end: number): number {
  if (from + 36 > end) return 0;
  for (let at = 0; at < 36; at++) {
    const code = text.charCodeAt(from + at);
    const isGap = at === 8 || at === 13 || at === 18 || at === 23;
    if (isGap ? code !== DASH : !isDigit(code) && !isHexLetter(code)) return 0;
  }
  const after = text.charCodeAt(from + 36);
  return from + 36 < end && (isDigit(after) || letterOf(after) !== 0) ? 0 : from + 36;
}
