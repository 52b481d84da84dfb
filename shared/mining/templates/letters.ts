export const OTHER_LETTER = 27;
export const ACCENT = 28;
/**
 * Letters by character code: 1–26 for a–z without case and accents, 27 for other Latin letters, 28 for a combining
 * accent (a name may come decomposed), 0 for everything else.
 */
export const LETTERS = buildLetters();

function buildLetters(): Uint8Array {
  const letters = new Uint8Array(0x370);
  for (let code = 0; code < 0x300; code++) {
    const character = String.fromCharCode(code);
    if (!/\p{L}/u.test(character)) continue;
    const base = character.normalize("NFD").toLowerCase().charCodeAt(0);
    letters[code] = base >= 97 && base <= 122 ? base - 96 : OTHER_LETTER;
  }
  letters.fill(ACCENT, 0x300);
  return letters;
}

export function letterOf(code: number): number {
  return code < 0x370 ? (LETTERS[code] ?? 0) : 0;
}

export function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

export function isLetterOrDigit(code: number): boolean {
  return isDigit(code) || letterOf(code) !== 0;
}

/** Whether words of a name are held apart by it: `- _ . space`. */
export function isSeparator(code: number): boolean {
  return code === 45 || code === 95 || code === 46 || code === 32;
}

/** End of the run of digits that starts at `from`. */
export function digitsEnd(text: string, from: number, end: number): number {
  let at = from;
  while (at < end && isDigit(text.charCodeAt(at))) at++;
  return at;
}

/** End of the run of letters that starts at `from`. */
export function lettersEnd(text: string, from: number, end: number): number {
  let at = from;
  while (at < end && letterOf(text.charCodeAt(at)) !== 0) at++;
  return at;
}

/** The number that the digits of `[from, to)` write; at most 15 digits. */
export function numberIn(text: string, from: number, to: number): number {
  let value = 0;
  for (let at = from; at < to; at++) value = value * 10 + text.charCodeAt(at) - 48;
  return value;
}
