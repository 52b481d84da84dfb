import { createNameCutter } from "../templates/cut-name.ts";
import type { NameTables } from "./name-tables.ts";

/** Every path of the tables cut into skeleton and values; kept with the tables, since cutting costs more than asking. */
export interface CutCache {
  skeletons: string[];
  skeletonIndex: Map<string, number>;
  skeletonOf: Int32Array;
  valuesOf: (readonly string[])[];
  cut: ReturnType<typeof createNameCutter>;
  /** A path is gone, so that its skeleton may be nobody's: all are cut anew. */
  isStale: boolean;
}

const NO_VALUES: readonly string[] = [];

export function newCutCache(): CutCache {
  return {
    skeletons: [""],
    skeletonIndex: new Map([["", 0]]),
    skeletonOf: new Int32Array(256),
    valuesOf: [],
    cut: createNameCutter(),
    isStale: false,
  };
}

/** The cuts of all paths, those new since the last time made now. */
export function cutPaths(names: NameTables): CutCache {
  if (names.cuts.isStale) names.cuts = newCutCache();
  const cache = names.cuts;
  if (cache.skeletonOf.length < names.paths.length) {
    const larger = new Int32Array(2 * names.paths.length);
    larger.set(cache.skeletonOf);
    cache.skeletonOf = larger;
  }
  cutNew(cache, names.paths);
  return cache;
}

function cutNew({ skeletonOf, valuesOf, cut, ...cache }: CutCache, paths: readonly string[]): void {
  for (let path = valuesOf.length; path < paths.length; path++) {
    const text = paths[path] as string;
    if (text === "") {
      skeletonOf[path] = 0;
      valuesOf.push(NO_VALUES);
      continue;
    }
    const { skeleton, values } = cut(text);
    skeletonOf[path] = skeleton === text ? addSkeleton(cache, text) : skeletonNumber(cache, skeleton);
    valuesOf.push(values.length === 0 ? NO_VALUES : values);
  }
}

type Skeletons = Pick<CutCache, "skeletons" | "skeletonIndex">;

/** A path in which nothing varies is like no other path, nor like what any other is cut to: no need to look it up. */
function addSkeleton({ skeletons }: Skeletons, skeleton: string): number {
  return skeletons.push(skeleton) - 1;
}

function skeletonNumber(cache: Skeletons, skeleton: string): number {
  let number = cache.skeletonIndex.get(skeleton);
  if (number === undefined) {
    number = addSkeleton(cache, skeleton);
    cache.skeletonIndex.set(skeleton, number);
  }
  return number;
}

/** Forgets the cuts of a path that is gone. */
export function forgetCut(cache: CutCache, path: number): void {
  if (path < cache.valuesOf.length) cache.isStale = true;
}
