import { createInstantByteScanner } from "./scan-instant.ts";
import {
  createLineScanner,
  type LineScanner,
  MAX_LINE_LENGTH,
  type ScannerOptions,
  tooLong,
} from "./scan-ndjson.ts";
import { type DecodeBytes, Words } from "./words.ts";

export interface NdjsonByteScanner {
  /** The next piece of the file, UTF-8. It may be used again afterwards. */
  push(bytes: Uint8Array): void;
  end(): void;
}

export interface ByteScannerOptions extends ScannerOptions {
  decode: DecodeBytes;
}

const LINE_END = 10;
const QUOTE = 34;
const COMMA = 44;
const COLON = 58;
const OPEN = 123;
const CLOSE = 125;
const ZERO = 48;

/** A letter takes at most three bytes a UTF-16 unit. */
const MAX_LINE_BYTES = 3 * MAX_LINE_LENGTH;
/** Longer numbers may not be what they look like. */
const MAX_DIGITS = 9;

/** What a line can have that mining looks at; each is a bit, so that one that comes twice is seen. */
const FIELDS = { ts: 1, op: 2, path: 4, actor: 8, app: 16, from: 32, tz: 64, ext: 128 } as const;
const NEEDED = FIELDS.ts | FIELDS.op | FIELDS.path;
const UNUSUAL = 0;

/**
 * Reads NDJSON as `createNdjsonScanner` does, from bytes, and says the same of every line: names and words are looked up
 * instead of made, which costs a third. A line that is not flat, or has escapes or rarer fields, is given to that one.
 */
export function createNdjsonByteScanner(options: ByteScannerOptions): NdjsonByteScanner {
  const { decode } = options;
  const lines = createLineScanner(options);
  const readLine = createUsualLineReader(lines, new Words(decode));
  let line = 0;
  let rest = new Uint8Array(0);
  let isTooLong = false;

  function take(bytes: Uint8Array, from: number, to: number): void {
    lines.event.line = ++line;
    if (!isTooLong && readLine(bytes, from, to)) {
      options.take(lines.event);
      return;
    }
    const text = decode(bytes, from, to);
    if (!isTooLong && text.length <= MAX_LINE_LENGTH) lines.scan(text, line);
    else options.refuse(tooLong(line, text));
    isTooLong = false;
  }

  return {
    push(bytes) {
      let end = bytes.indexOf(LINE_END);
      if (end < 0) {
        isTooLong ||= rest.length + bytes.length > MAX_LINE_BYTES;
        if (!isTooLong) rest = joined(rest, bytes);
        return;
      }
      let start = 0;
      if (rest.length > 0) {
        const whole = joined(rest, bytes.subarray(0, end));
        take(whole, 0, whole.length);
        start = end + 1;
        end = bytes.indexOf(LINE_END, start);
      }
      for (; end >= 0; end = bytes.indexOf(LINE_END, start)) {
        take(bytes, start, end);
        start = end + 1;
      }
      rest = new Uint8Array(bytes.subarray(start));
    },
    end() {
      if (rest.length > 0 || isTooLong) take(rest, 0, rest.length);
      rest = new Uint8Array(0);
    },
  };
}

/** Fills the event from a line of the usual form; false when it must be read the slow way. */
function createUsualLineReader(
  { event, ops, tools, zones }: LineScanner,
  words: Words,
): (bytes: Uint8Array, from: number, to: number) => boolean {
  const scanInstant = createInstantByteScanner();
  let renamedFrom: string | undefined;

  return (bytes, from, to) => {
    if (bytes[from] !== OPEN) return false;
    event.actor = null;
    event.id = undefined;
    event.timeZone = null;
    event.tool = undefined;
    renamedFrom = undefined;
    let seen = 0;
    let at = from;
    do {
      const key = skipSpaces(bytes, at + 1, to);
      const field = fieldAt(bytes, key);
      if (field === UNUSUAL || (seen & field) !== 0) return false;
      seen |= field;
      // The key's two quotes and its letters, the colon after it.
      const colon = skipSpaces(bytes, key + lengthOf(field) + 2, to);
      if (bytes[colon] !== COLON) return false;
      const value = skipSpaces(bytes, colon + 1, to);
      const end =
        bytes[value] === QUOTE ? readText(bytes, value + 1, to, field) : readNumber(bytes, value, field);
      if (end < 0) return false;
      at = skipSpaces(bytes, end, to);
    } while (bytes[at] === COMMA && at < to);
    if (bytes[at] !== CLOSE || at >= to || skipSpaces(bytes, at + 1, to) !== to) return false;
    event.fromPath = event.op === "moved" && renamedFrom !== "" ? renamedFrom : undefined;
    return (seen & NEEDED) === NEEDED;
  };

  /** Takes in a text; gives where what follows its quote starts, or -1. */
  function readText(bytes: Uint8Array, from: number, to: number, field: number): number {
    const end = words.endOfText(bytes, from, to);
    if (end < 0) return -1;
    if (field === FIELDS.ts) return scanInstant(bytes, from, end, event) ? end + 1 : -1;
    if (field === FIELDS.ext) return end + 1;
    return takeText(field, words.text(bytes, from, end)) ? end + 1 : -1;
  }

  function takeText(field: number, text: string): boolean {
    if (field === FIELDS.path) {
      event.path = text;
      return text !== "";
    }
    if (field === FIELDS.op) {
      const op = ops.get(text);
      if (op !== undefined) event.op = op;
      return op !== undefined;
    }
    if (field === FIELDS.app) {
      event.tool = text;
      return tools.has(text);
    }
    if (field === FIELDS.tz) {
      event.timeZone = text;
      return zones.has(text);
    }
    if (field === FIELDS.actor) event.actor = text;
    else renamedFrom = text;
    return true;
  }

  /** Takes in the number of an actor; gives where what follows it starts, or -1. */
  function readNumber(bytes: Uint8Array, from: number, field: number): number {
    if (field !== FIELDS.actor) return -1;
    let number = 0;
    let end = from;
    while (isDigit(bytes[end] as number)) number = 10 * number + (bytes[end++] as number) - ZERO;
    const isPlain = end > from && end - from <= MAX_DIGITS && (bytes[from] !== ZERO || end === from + 1);
    if (isPlain) event.actor = nameOf(number);
    return isPlain ? end : -1;
  }
}

const NAMES: string[] = [];
const MAX_NAMES = 4096;

/** The number as a text, the same object each time for those of most logs. */
function nameOf(number: number): string {
  if (number >= MAX_NAMES) return String(number);
  for (let next = NAMES.length; next <= number; next++) NAMES.push(String(next));
  return NAMES[number] as string;
}

/** The field whose key, with its quotes, starts here. */
function fieldAt(bytes: Uint8Array, at: number): number {
  const first = bytes[at + 1];
  const second = bytes[at + 2];
  const third = bytes[at + 3];
  if (bytes[at] !== QUOTE) return UNUSUAL;
  if (third === QUOTE) {
    if (first === 116) return second === 115 ? FIELDS.ts : second === 122 ? FIELDS.tz : UNUSUAL;
    return first === 111 && second === 112 ? FIELDS.op : UNUSUAL;
  }
  const fourth = bytes[at + 4];
  if (fourth === QUOTE) {
    if (first === 97) return second === 112 && third === 112 ? FIELDS.app : UNUSUAL;
    return first === 101 && second === 120 && third === 116 ? FIELDS.ext : UNUSUAL;
  }
  if (bytes[at + 5] === QUOTE) {
    if (first === 112) return second === 97 && third === 116 && fourth === 104 ? FIELDS.path : UNUSUAL;
    return first === 102 && second === 114 && third === 111 && fourth === 109 ? FIELDS.from : UNUSUAL;
  }
  const isActor =
    first === 97 &&
    second === 99 &&
    third === 116 &&
    fourth === 111 &&
    bytes[at + 5] === 114 &&
    bytes[at + 6] === QUOTE;
  return isActor ? FIELDS.actor : UNUSUAL;
}

function lengthOf(field: number): number {
  if (field === FIELDS.path || field === FIELDS.from) return 4;
  if (field === FIELDS.app || field === FIELDS.ext) return 3;
  return field === FIELDS.actor ? 5 : 2;
}

function skipSpaces(bytes: Uint8Array, from: number, to: number): number {
  let at = from;
  while (at < to && (bytes[at] === 32 || bytes[at] === 9 || bytes[at] === 13)) at++;
  return at;
}

function isDigit(byte: number): boolean {
  return byte >= 48 && byte <= 57;
}

function joined(left: Uint8Array, right: Uint8Array): Uint8Array<ArrayBuffer> {
  const both = new Uint8Array(left.length + right.length);
  both.set(left);
  both.set(right, left.length);
  return both;
}
