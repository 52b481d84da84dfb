import { ACCENT, LETTERS, letterOf, OTHER_LETTER } from "./letters.ts";

/** What a word of a name can begin or be. */
export const WORDS = {
  none: 0,
  month: 1,
  /** A month only beside a day or a year: the word means something else too. */
  weakMonth: 2,
  /** `KW45`, `W45`. */
  week: 3,
  /** `week 45 2026`; without a year it counts weeks of something else. */
  weekInYear: 4,
  quarter: 5,
  half: 6,
  fiscalYear: 7,
  v: 8,
  version: 9,
  final: 10,
  copy: 11,
} as const;

const SPELLED: Record<Exclude<keyof typeof WORDS, "none">, string> = {
  // English, German, French, Spanish, Italian, Portuguese, Dutch; accents are taken off before a word is looked up.
  month: `january february march april may june july august september october november december
    jan feb mar apr jun jul aug sep sept oct nov dec
    januar jaenner janner februar maerz marz mai juni juli oktober dezember okt dez
    janvier fevrier avril juin juillet aout septembre octobre novembre decembre
    enero febrero marzo abril mayo junio julio agosto septiembre setiembre octubre noviembre diciembre
    gennaio febbraio aprile maggio giugno luglio settembre ottobre dicembre
    janeiro fevereiro maio junho julho setembro outubro novembro dezembro
    januari februari maart augustus`,
  weakMonth: `mars marco mei janv fevr fev avr juil aou ene abr ago sett set dic gen mag giu lug ott out mrt mrz jul juin`,
  week: "kw cw w",
  weekInYear: "week wk woche semaine semana settimana",
  quarter: "q",
  half: "h",
  fiscalYear: "fy gj",
  v: "v",
  version: "version ver rev vers",
  final: "final finale",
  copy: "copy kopie copie copia kopia",
};

const LONGEST = 10;

const CODES = buildCodes();
const PREFIXES = buildPrefixes();

function keyOf(word: string): number {
  let key = 0;
  for (const character of word) key = key * 32 + character.charCodeAt(0) - 96;
  return key;
}

function buildCodes(): Map<number, number> {
  const codes = new Map<number, number>();
  for (const [name, words] of Object.entries(SPELLED)) {
    for (const word of words.split(/\s+/)) {
      const key = keyOf(word);
      if (!codes.has(key)) codes.set(key, WORDS[name as keyof typeof WORDS]);
    }
  }
  return codes;
}

/** Which first three letters (or the whole of a shorter word) a known word has: most words end their look-up here. */
function buildPrefixes(): Uint8Array {
  const prefixes = new Uint8Array(32 * 32 * 32);
  for (const word of Object.values(SPELLED).flatMap((words) => words.split(/\s+/)))
    prefixes[keyOf(word.slice(0, 3))] = 1;
  return prefixes;
}

/** What the word `[from, to)` is, whatever its case and accents; `WORDS.none` for most. */
export function wordAt(text: string, from: number, to: number): number {
  if (to - from > 2 * LONGEST) return WORDS.none;
  let key = 0;
  let length = 0;
  for (let at = from; at < to; at++) {
    const code = text.charCodeAt(at);
    const letter = code < 0x370 ? (LETTERS[code] ?? 0) : 0;
    if (letter === ACCENT) continue;
    if (letter === OTHER_LETTER || length === LONGEST) return WORDS.none;
    key = key * 32 + letter;
    length++;
    if (length === 3 && PREFIXES[key] !== 1) return WORDS.none;
  }
  return CODES.get(key) ?? WORDS.none;
}

/** Whether `text` has the lower-case ASCII word at `from`, in any case, and no letter follows. */
export function hasWord(text: string, from: number, end: number, word: string): boolean {
  if (from + word.length > end) return false;
  for (let at = 0; at < word.length; at++)
    if (letterOf(text.charCodeAt(from + at)) !== word.charCodeAt(at) - 96) return false;
  const after = from + word.length;
  return after >= end || letterOf(text.charCodeAt(after)) === 0;
}
