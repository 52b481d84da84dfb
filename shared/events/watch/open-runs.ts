import { BURST_GAP_MS } from "../merge-bursts.ts";
import type { FileChange } from "./compare-snapshots.ts";

/** A file that is written to without a pause is told anew this often, so that hours of work do not look like a moment. */
export const LONGEST_RUN_MS = 10 * 60_000;

interface Run {
  startMs: number;
  endMs: number;
}

export interface OpenRuns {
  /** Whether a change goes on with what was told of this file already, and needs no event of its own. */
  joins: (change: Pick<FileChange, "op" | "path" | "fromPath">, atMs: number) => boolean;
}

/**
 * The live side of `mergeBursts`: the first change of a run is told at once, what follows within ten seconds of the
 * last belongs to it. Writing to a file that just appeared belongs to its creation, also under a new name.
 *
 *     created a ─ 2 s ─ modified a ─ 8 s ─ modified a ─── 2 min ─── modified a
 *     told              joins              joins                    told
 */
export function createOpenRuns(): OpenRuns {
  const runs = new Map<string, Run>();

  function forgetOld(atMs: number): void {
    for (const [path, { endMs }] of runs) if (atMs - endMs > BURST_GAP_MS) runs.delete(path);
  }

  return {
    joins({ op, path, fromPath }, atMs) {
      if (runs.size > 1_000) forgetOld(atMs);
      if (op === "deleted") {
        runs.delete(path);
        return false;
      }
      if (op === "moved" && fromPath !== undefined) {
        const run = runs.get(fromPath);
        runs.delete(fromPath);
        if (run) runs.set(path, { ...run, endMs: atMs });
        return false;
      }
      const run = runs.get(path);
      // A clock that was set back makes the gap negative: what is known of the run says nothing then.
      const gap = run ? atMs - run.endMs : Number.NaN;
      if (
        run &&
        op === "modified" &&
        gap >= 0 &&
        gap <= BURST_GAP_MS &&
        atMs - run.startMs <= LONGEST_RUN_MS
      ) {
        run.endMs = atMs;
        return true;
      }
      runs.set(path, { startMs: atMs, endMs: atMs });
      return false;
    },
  };
}
