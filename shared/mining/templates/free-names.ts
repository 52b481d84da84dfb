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

interface Words {
  skeletons: number[];
  froms: number[];
  tos: number[];
  hashes: number[];
}

/**
 * Families of free names among the skeletons; each skeleton is in one at most, the largest it fits. `eventsOf`: events
 * of each skeleton. `isInSeries`: whether a name is one of a numbered series. Names are compared by hash first: in most logs next to none has four siblings.
 */
export function findNameFamilies(
  skeletons: readonly string[],
  eventsOf: Int32Array,
  isInSeries: (skeleton: number) => boolean,
): NameFamily[] {
  const words: Words = { skeletons: [], froms: [], tos: [], hashes: [] };
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

/** The words of a name that could be free, with a hash of all that stands round each. */
function collectWords(skeleton: string, index: number, words: Words): void {
  const slash = skeleton.lastIndexOf("/") + 1;
  const end = slash + stemEnd(skeleton.slice(slash));
  const first = words.skeletons.length;
  let letters = 0;
  let count = 0;
  for (let at = slash; at < end; ) {
    if (letterOf(skeleton.charCodeAt(at)) === 0) {
      at++;
      continue;
    }
    const from = at;
    while (at < end && letterOf(skeleton.charCodeAt(at)) !== 0) at++;
    letters += at - from;
    count++;
    if (at - from < MIN_WORD || at - from > MAX_WORD) continue;
    if (!isBorder(skeleton, from - 1, slash, end) || !isBorder(skeleton, at, slash, end)) continue;
    words.skeletons.push(index);
    words.froms.push(from);
    words.tos.push(at);
  }
  let kept = first;
  if (count > 1 && count <= MAX_WORDS) {
    for (let word = first; word < words.skeletons.length; word++) {
      const from = words.froms[word] ?? 0;
      const to = words.tos[word] ?? 0;
      if (letters - (to - from) < MIN_AFFIX_LETTERS) continue;
      words.skeletons[kept] = index;
      words.froms[kept] = from;
      words.tos[kept] = to;
      words.hashes[kept] = hashAround(skeleton, from, to);
      kept++;
    }
  }
  words.skeletons.length = kept;
  words.froms.length = kept;
  words.tos.length = kept;
}

function isBorder(skeleton: string, at: number, slash: number, end: number): boolean {
  return at < slash || at >= end || isSeparator(skeleton.charCodeAt(at));
}

function hashAround(text: string, from: number, to: number): number {
  let hash = from;
  for (let at = 0; at < from; at++) hash = Math.imul(hash, 31) + text.charCodeAt(at);
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  for (let at = to; at < text.length; at++) hash = Math.imul(hash, 31) + text.charCodeAt(at);
  return hash ^ (hash >>> 13);
}

interface Siblings {
  key: string;
  members: { skeleton: number; word: string }[];
}

/** Most members first, so that `offer-{name}.pdf` wins over what few of them also share. */
function groupBySiblings(skeletons: readonly string[], words: Words): Siblings[] {
  const bits = Math.max(8, Math.ceil(Math.log2(words.hashes.length + 1)) + 1);
  const counts = new Uint8Array(2 ** bits);
  const mask = counts.length - 1;
  for (let word = 0; word < words.skeletons.length; word++) {
    const slot = (words.hashes[word] ?? 0) & mask;
    if ((counts[slot] ?? 0) < MIN_NAMES) counts[slot] = (counts[slot] ?? 0) + 1;
  }
  const families = new Map<string, Siblings>();
  for (let word = 0; word < words.skeletons.length; word++) {
    if ((counts[(words.hashes[word] ?? 0) & mask] ?? 0) < MIN_NAMES) continue;
    const skeleton = words.skeletons[word] ?? 0;
    const text = skeletons[skeleton] ?? "";
    const from = words.froms[word] ?? 0;
    const to = words.tos[word] ?? 0;
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
