/**
 * Ids of events as four 32-bit words each, so that a million of them are 16 MB and not 80. A UUID is its 128 bits; any
 * other text is a prefix from a table and the number it ends with (`line-000042`), which the marks below tell apart.
 */
export interface EventIds {
  words: Uint32Array;
  prefixes: string[];
  prefixIndex: Map<string, number>;
  /** The prefix of the last id written: most logs have one. */
  lastPrefix: number;
}

/** First word of an id that is no UUID; a UUID v7 begins so in the year 10889. */
const TEXT_MARK = 0xffffffff;
const TEXT_MARK_2 = 0xffffff00;
const MAX_NUMBER_DIGITS = 9;
const UUID_LENGTH = 36;

export function newEventIds(capacity: number): EventIds {
  return { words: new Uint32Array(4 * capacity), prefixes: [], prefixIndex: new Map(), lastPrefix: 0 };
}

/** Writes the id of a text at an index. */
export function writeId(ids: EventIds, index: number, text: string): void {
  if (text.length === UUID_LENGTH && writeUuid(ids.words, 4 * index, text)) return;
  let start = text.length;
  let number = 0;
  for (let scale = 1; start > 0 && text.length - start < MAX_NUMBER_DIGITS; scale *= 10) {
    const digit = text.charCodeAt(start - 1) - 48;
    if (!(digit >= 0 && digit <= 9)) break;
    number += digit * scale;
    start--;
  }
  const last = ids.prefixes[ids.lastPrefix];
  const isLast = last !== undefined && last.length === start && text.startsWith(last);
  const prefix = isLast ? ids.lastPrefix : prefixNumber(ids, text.slice(0, start));
  ids.lastPrefix = prefix;
  writeNumbered(ids.words, index, prefix, text.length - start, number);
}

/** Writes the id at an index of other columns. */
export function copyId(from: EventIds, index: number, into: EventIds, to: number): void {
  const word = 4 * index;
  if (isUuidAt(from, index)) {
    into.words.set(from.words.subarray(word, word + 4), 4 * to);
    return;
  }
  const prefix = from.prefixes[from.words[word + 2] as number] as string;
  const isLast = into.prefixes[into.lastPrefix] === prefix;
  const number = isLast ? into.lastPrefix : prefixNumber(into, prefix);
  into.lastPrefix = number;
  writeNumbered(
    into.words,
    to,
    number,
    (from.words[word + 1] as number) & 0xff,
    from.words[word + 3] as number,
  );
}

/** Number of a prefix, new or known. */
export function prefixNumber(ids: EventIds, prefix: string): number {
  let known = ids.prefixIndex.get(prefix);
  if (known === undefined) {
    known = ids.prefixes.length;
    ids.prefixes.push(prefix);
    ids.prefixIndex.set(prefix, known);
  }
  return known;
}

/** An id of a prefix and a number of so many digits, zeros in front included; no digits: the prefix is the whole id. */
export function writeNumbered(
  words: Uint32Array,
  index: number,
  prefix: number,
  digits: number,
  number: number,
): void {
  const word = 4 * index;
  words[word] = TEXT_MARK;
  words[word + 1] = TEXT_MARK_2 | digits;
  words[word + 2] = prefix;
  words[word + 3] = number;
}

export function isUuidAt({ words }: EventIds, index: number): boolean {
  return (
    words[4 * index] !== TEXT_MARK || ((words[4 * index + 1] as number) & TEXT_MARK_2) >>> 0 !== TEXT_MARK_2
  );
}

/** Parts of an id that is no UUID. */
export function numberedAt(
  { words, prefixes }: EventIds,
  index: number,
): { prefix: string; digits: number; number: number } {
  return {
    prefix: prefixes[words[4 * index + 2] as number] as string,
    digits: (words[4 * index + 1] as number) & 0xff,
    number: words[4 * index + 3] as number,
  };
}

export function readId(ids: EventIds, index: number): string {
  if (!isUuidAt(ids, index)) {
    const { prefix, digits, number } = numberedAt(ids, index);
    return digits === 0 ? prefix : prefix + String(number).padStart(digits, "0");
  }
  let hex = "";
  for (let word = 0; word < 4; word++) {
    hex += (ids.words[4 * index + word] as number).toString(16).padStart(8, "0");
  }
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/** An order of ids that depends on their texts alone, not on the order in which they came. */
export function compareIds(one: EventIds, left: number, other: EventIds, right: number): number {
  if (isUuidAt(one, left) && isUuidAt(other, right)) {
    for (let word = 0; word < 4; word++) {
      const difference = (one.words[4 * left + word] as number) - (other.words[4 * right + word] as number);
      if (difference !== 0) return difference;
    }
    return 0;
  }
  const [lefts, rights] = [one.words, other.words];
  const areOfOneForm =
    one.prefixes === other.prefixes &&
    lefts[4 * left + 1] === rights[4 * right + 1] &&
    lefts[4 * left + 2] === rights[4 * right + 2];
  if (areOfOneForm) return (lefts[4 * left + 3] as number) - (rights[4 * right + 3] as number);
  const [a, b] = [readId(one, left), readId(other, right)];
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Milliseconds since 1970 that the first 48 bits of a UUID v7 say. */
export function uuidTime({ words }: EventIds, index: number): number {
  return (words[4 * index] as number) * 65_536 + ((words[4 * index + 1] as number) >>> 16);
}

function writeUuid(words: Uint32Array, at: number, text: string): boolean {
  let word = 0;
  let filled = 0;
  let index = at;
  for (let position = 0; position < UUID_LENGTH; position++) {
    const code = text.charCodeAt(position);
    if (position === 8 || position === 13 || position === 18 || position === 23) {
      if (code !== 45) return false;
      continue;
    }
    // Capital letters are another text: an id must come back as it was.
    const digit = code >= 48 && code <= 57 ? code - 48 : code >= 97 && code <= 102 ? code - 87 : -1;
    if (digit < 0) return false;
    word = (word << 4) | digit;
    if (++filled % 8 === 0) {
      words[index++] = word;
      word = 0;
    }
  }
  return words[at] !== TEXT_MARK || ((words[at + 1] as number) & TEXT_MARK_2) >>> 0 !== TEXT_MARK_2;
}
