import { stemEnd } from "./cut-name.ts";
import { isSeparator, letterOf } from "./letters.ts";
import { isMark, MARKS } from "./marks.ts";
import { MIN_NAMES } from "./settle.ts";

/** Skeletons that are one but for one word: `offer-acme.pdf`, `offer-delmar.pdf`, … → `offer-␎.pdf`. */
export interface NameFamily {
  skeleton: string;
  /** How many values stand before the word. */
  position: number;
  members: { skeleton: number; word: string }[];
}

/** Letters that must stay of a name beside the word, or anything would be one thing. */
const MIN_AFFIX_LETTERS = 3;
export const MIN_WORD = 2;
export const MAX_WORD = 24;
/** Longer names are sentences: two that differ in a word are two notes. */
const MAX_WORDS = 5;
/** A name with more events than this is a file that is used for itself. */
const MAX_EVENTS_PER_NAME = 40;
const MAX_SHARE = 1 / 3;
const FOLDER_TAIL = 6;
const MAX_NAME = 255;

/** Words of names that could be free: rows of skeleton, start, end and a hash of all that stands round the word. */
interface Words {
  rows: Int32Array;
  count: number;
}

const ROW = 4;

/**
 * Families of free names among the skeletons; each skeleton is in one at most, the largest it fits. `eventsOf`: events
 * of each skeleton. `isInSeries`: whether a name is one of a numbered series. Names are compared by hash first: in most logs next to none has four siblings.
 */
export function findNameFamilies(
  skeletons: readonly string[],
  eventsOf: Int32Array,
  isInSeries: (skeleton: number) => boolean,
): NameFamily[] {
  const words: Words = { rows: new Int32Array(ROW * 1024), count: 0 };
  for (let skeleton = 0; skeleton < skeletons.length; skeleton++)
    if ((eventsOf[skeleton] ?? 0) <= MAX_EVENTS_PER_NAME)
      collectWords(skeletons[skeleton] ?? "", skeleton, words);
  const families = groupBySiblings(skeletons, words);
  const taken = new Set<number>();
  const found: NameFamily[] = [];
  for (const { key, members } of families) {
    const free = members.filter(({ skeleton }) => !taken.has(skeleton) && !isInSeries(skeleton));
    const kept = withoutPopular(free, eventsOf);
    if (kept.length < MIN_NAMES) continue;
    for (const { skeleton } of kept) taken.add(skeleton);
    found.push({ skeleton: key, position: marksBefore(key), members: kept });
  }
  return found;
}

const FROMS = new Int32Array(MAX_WORDS);
const TOS = new Int32Array(MAX_WORDS);
const BEFORE = new Int32Array(MAX_WORDS);
const AFTER = new Int32Array(MAX_WORDS);
const POWERS = new Int32Array(MAX_NAME + 1).fill(1);
for (let power = 1; power <= MAX_NAME; power++) POWERS[power] = Math.imul(POWERS[power - 1] ?? 1, 31);

/** The words of one name, in one pass: what stands before a word is hashed so far, what stands behind by difference. */
function collectWords(skeleton: string, index: number, words: Words): void {
  const slash = skeleton.lastIndexOf("/") + 1;
  const length = skeleton.length;
  if (length - slash > MAX_NAME) return;
  const end = stemEnd(skeleton, slash);
  let hash = hashFolderEnd(skeleton, slash);
  let letters = 0;
  let count = 0;
  let isInWord = false;
  for (let at = slash; at < length; at++) {
    const code = skeleton.charCodeAt(at);
    const isLetter = at < end && letterOf(code) !== 0;
    if (isLetter && !isInWord) {
      if (count === MAX_WORDS) return;
      FROMS[count] = at;
      BEFORE[count] = hash;
    }
    if (!isLetter && isInWord) {
      TOS[count] = at;
      AFTER[count++] = hash;
    }
    if (isLetter) letters++;
    isInWord = isLetter;
    hash = Math.imul(hash, 31) + code;
  }
  if (isInWord) {
    TOS[count] = length;
    AFTER[count++] = hash;
  }
  for (let word = 0; word < count && count > 1; word++) {
    const from = FROMS[word] ?? 0;
    const to = TOS[word] ?? 0;
    const size = to - from;
    if (size < MIN_WORD || size > MAX_WORD || letters - size < MIN_AFFIX_LETTERS) continue;
    if (!isBorder(skeleton, from - 1, slash, end) || !isBorder(skeleton, to, slash, end)) continue;
    const behind = hash - Math.imul(AFTER[word] ?? 0, POWERS[length - to] ?? 0);
    const row = nextRow(words);
    words.rows[row] = index;
    words.rows[row + 1] = from;
    words.rows[row + 2] = to;
    words.rows[row + 3] = mix(mix(BEFORE[word] ?? 0) + behind);
  }
}

/** Makes room for one more row and tells where it starts. */
function nextRow(words: Words): number {
  const at = words.count++ * ROW;
  if (at === words.rows.length) {
    const wider = new Int32Array(words.rows.length * 2);
    wider.set(words.rows);
    words.rows = wider;
  }
  return at;
}

function isBorder(skeleton: string, at: number, slash: number, end: number): boolean {
  return at < slash || at >= end || isSeparator(skeleton.charCodeAt(at));
}

/** Of the folder only the end: this is a sieve, and equal hashes are compared in full. */
function hashFolderEnd(text: string, slash: number): number {
  let hash = slash;
  for (let at = Math.max(0, slash - FOLDER_TAIL); at < slash; at++)
    hash = Math.imul(hash, 31) + text.charCodeAt(at);
  return hash;
}

function mix(hash: number): number {
  const mixed = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return mixed ^ (mixed >>> 13);
}

interface Siblings {
  key: string;
  members: { skeleton: number; word: string }[];
}

/** Most members first, so that `offer-{name}.pdf` wins over what few of them also share. */
function groupBySiblings(skeletons: readonly string[], { rows, count }: Words): Siblings[] {
  const counts = new Uint8Array(2 ** Math.max(8, Math.ceil(Math.log2(count + 1)) + 1));
  const mask = counts.length - 1;
  for (let word = 0; word < count; word++) {
    const slot = (rows[word * ROW + 3] ?? 0) & mask;
    if ((counts[slot] ?? 0) < MIN_NAMES) counts[slot] = (counts[slot] ?? 0) + 1;
  }
  const families = new Map<string, Siblings>();
  for (let word = 0; word < count; word++) {
    if ((counts[(rows[word * ROW + 3] ?? 0) & mask] ?? 0) < MIN_NAMES) continue;
    const skeleton = rows[word * ROW] ?? 0;
    const text = skeletons[skeleton] ?? "";
    const from = rows[word * ROW + 1] ?? 0;
    const to = rows[word * ROW + 2] ?? 0;
    const key = text.slice(0, from) + String.fromCharCode(MARKS.name) + text.slice(to);
    const family = families.get(key);
    const member = { skeleton, word: text.slice(from, to) };
    if (family) family.members.push(member);
    else families.set(key, { key, members: [member] });
  }
  return [...families.values()]
    .filter(({ members }) => members.length >= MIN_NAMES)
    .sort((left, right) => right.members.length - left.members.length || (left.key < right.key ? -1 : 1));
}

/** Leaves out names that hold more than a third of the events: they are files of their own. */
function withoutPopular(members: Siblings["members"], eventsOf: Int32Array): Siblings["members"] {
  const byUse = [...members].sort(
    (left, right) =>
      (eventsOf[right.skeleton] ?? 0) - (eventsOf[left.skeleton] ?? 0) || (left.word < right.word ? -1 : 1),
  );
  let total = byUse.reduce((sum, { skeleton }) => sum + (eventsOf[skeleton] ?? 0), 0);
  let first = 0;
  while (first < byUse.length) {
    const events = eventsOf[byUse[first]?.skeleton ?? 0] ?? 0;
    if (events <= total * MAX_SHARE) break;
    total -= events;
    first++;
  }
  return byUse.slice(first);
}

function marksBefore(skeleton: string): number {
  let marks = 0;
  for (let at = 0; skeleton.charCodeAt(at) !== MARKS.name; at++) if (isMark(skeleton.charCodeAt(at))) marks++;
  return marks;
}
