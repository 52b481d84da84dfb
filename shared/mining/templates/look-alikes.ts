import { MIN_DISTINCT_VALUES } from "../thresholds.ts";
import { isMark, MARKS } from "./marks.ts";
import type { ValuesOf } from "./settle.ts";

/** Digits alone can look like something else than their siblings: every fortieth hash of 8 has no letter. */
const MAX_SHARE_OF_HASHES = 0.2;
/** `202611` is a month only while next to none of its siblings is `202613`. */
const MIN_SHARE_OF_NUMBERS = 0.1;
const DIGITS = /^\d+$/;

/** Paths that move from one skeleton to a sister, where their value is of the sister's kind and length. */
export interface Move {
  from: number;
  to: number;
  paths: number[];
}

/**
 * Hashes that hold no letter (`10482291` among `9f3a2b1c`) and counters that happen to be dates (`202611` among
 * `202613`): which paths belong to which other skeleton. `pathsOf`: paths of each skeleton.
 */
export function findLookAlikes(
  skeletons: readonly string[],
  pathsOf: readonly (readonly number[] | undefined)[],
  valuesOf: ValuesOf,
): Move[] {
  const sisters = new Map<string, { skeleton: number; position: number; length: number }>();
  pathsOf.forEach((paths, skeleton) => {
    if (!paths || paths.length < MIN_DISTINCT_VALUES) return;
    const text = skeletons[skeleton] ?? "";
    let position = 0;
    for (let at = 0; at < text.length; at++) {
      const mark = text.charCodeAt(at);
      if (!isMark(mark)) continue;
      const kinds = looksLike(mark, valuesOf(paths[0] ?? 0)[position] ?? "");
      const length = kinds.length > 0 ? sameLength(paths, position, valuesOf) : 0;
      for (const kind of length > 0 ? kinds : []) {
        const sister = text.slice(0, at) + String.fromCharCode(kind) + text.slice(at + 1);
        sisters.set(sister, { skeleton, position, length });
      }
      position++;
    }
  });
  if (sisters.size === 0) return [];
  const moves: Move[] = [];
  pathsOf.forEach((paths, from) => {
    const sister = paths ? sisters.get(skeletons[from] ?? "") : undefined;
    if (!paths || !sister) return;
    const alike = paths.filter((path) => {
      const value = valuesOf(path)[sister.position] ?? "";
      return value.length === sister.length && DIGITS.test(value);
    });
    const own = pathsOf[sister.skeleton]?.length ?? 0;
    const isHash = hasMarkAt(skeletons[sister.skeleton] ?? "", sister.position, MARKS.hash);
    const isOne = isHash
      ? alike.length <= own * MAX_SHARE_OF_HASHES
      : own >= alike.length * MIN_SHARE_OF_NUMBERS;
    if (alike.length > 0 && isOne) moves.push({ from, to: sister.skeleton, paths: alike });
  });
  return moves;
}

const NOTHING: readonly number[] = [];
const LIKE_A_HASH = [MARKS.number, MARKS.date, MARKS.timestamp];
const LIKE_A_COUNTER = [MARKS.date];

/** What a value of this kind can be taken for when it has digits only. */
function looksLike(mark: number, value: string): readonly number[] {
  if (mark === MARKS.hash) return LIKE_A_HASH;
  return mark === MARKS.number && (value.length === 6 || value.length === 8) ? LIKE_A_COUNTER : NOTHING;
}

function sameLength(paths: readonly number[], position: number, valuesOf: ValuesOf): number {
  const length = valuesOf(paths[0] ?? 0)[position]?.length ?? 0;
  return paths.every((path) => valuesOf(path)[position]?.length === length) ? length : 0;
}

function hasMarkAt(skeleton: string, position: number, mark: number): boolean {
  let seen = 0;
  for (let at = 0; at < skeleton.length; at++)
    if (isMark(skeleton.charCodeAt(at)) && seen++ === position) return skeleton.charCodeAt(at) === mark;
  return false;
}
