import type { FileEvent } from "./event.ts";
import { parseInstant } from "./instant.ts";

/** An editor that saves while one types writes every few seconds; a person who comes back takes longer. */
export const BURST_GAP_MS = 10_000;

/**
 * Joins runs of the same change to the same file into one longer event.
 *
 *     modified a ─ 3 s ─ modified a ─ 8 s ─ modified a ─── 2 min ─── modified a
 *     └──────────── one event, durationMs 11 000 ─────┘              another
 *
 * Only `modified` and `opened` join, by path and tool. The first of a run stays, with its id; `merged` says which
 * positions went into which. The order of the input is kept; the input is not changed.
 */
export function mergeBursts(events: readonly FileEvent[]): {
  events: FileEvent[];
  merged: { index: number; into: number }[];
} {
  const times = events.map((event) => parseInstant(event.occurredAt) ?? Number.NaN);
  const order = events.map((_, index) => index).sort((a, b) => at(times, a) - at(times, b) || a - b);
  const runs = new Map<string, { head: number; endMs: number }>();
  const ends = new Map<number, number>();
  const merged: { index: number; into: number }[] = [];
  for (const index of order) {
    const event = events[index];
    if (!event || (event.op !== "modified" && event.op !== "opened")) continue;
    const key = `${event.op}\n${event.tool ?? ""}\n${event.path}`;
    const run = runs.get(key);
    const start = at(times, index);
    if (run && start - run.endMs <= BURST_GAP_MS) {
      run.endMs = Math.max(run.endMs, start + (event.durationMs ?? 0));
      ends.set(run.head, run.endMs);
      merged.push({ index, into: run.head });
    } else {
      runs.set(key, { head: index, endMs: start + (event.durationMs ?? 0) });
    }
  }
  const gone = new Set(merged.map(({ index }) => index));
  const kept: FileEvent[] = [];
  events.forEach((event, index) => {
    if (gone.has(index)) return;
    const end = ends.get(index);
    kept.push(end === undefined ? event : { ...event, durationMs: Math.round(end - at(times, index)) });
  });
  return { events: kept, merged };
}

function at(times: readonly number[], index: number): number {
  return times[index] ?? Number.NaN;
}
