import { createNameCutter } from "../templates/cut-name.ts";
import type { NameTables } from "./name-tables.ts";

/** Every path of the tables cut into skeleton and values; kept with the tables, since cutting costs more than asking. */
export interface CutCache {
  skeletons: string[];
  skeletonIndex: Map<string, number>;
  skeletonOf: Int32Array;
  valuesOf: (readonly string[])[];
  cut: ReturnType<typeof createNameCutter>;
}

const NO_VALUES: readonly string[] = [];

export function newCutCache(): CutCache {
  return {
    skeletons: [""],
    skeletonIndex: new Map([["", 0]]),
    skeletonOf: new Int32Array(256),
    valuesOf: [],
    cut: createNameCutter(),
  };
}

/** The cuts of all paths, those new since the last time made now. */
export function cutPaths(names: NameTables): CutCache {
  const cache = names.cuts;
  const { skeletons, skeletonIndex, valuesOf, cut } = cache;
  if (cache.skeletonOf.length < names.paths.length) {
    const larger = new Int32Array(2 * names.paths.length);
    larger.set(cache.skeletonOf);
    cache.skeletonOf = larger;
  }
  for (let path = valuesOf.length; path < names.paths.length; path++) {
    const text = names.paths[path] as string;
    const { skeleton, values } = text === "" ? { skeleton: "", values: NO_VALUES } : cut(text);
    let number = skeletonIndex.get(skeleton);
    if (number === undefined) {
      number = skeletons.length;
      skeletons.push(skeleton);
      skeletonIndex.set(skeleton, number);
    }
    cache.skeletonOf[path] = number;
    valuesOf.push(values.length === 0 ? NO_VALUES : values);
  }
  return cache;
}

/** Forgets the cut of a path that is gone. */
export function forgetCut(cache: CutCache, path: number): void {
  if (path >= cache.valuesOf.length) return;
  cache.skeletonOf[path] = 0;
  cache.valuesOf[path] = NO_VALUES;
}
