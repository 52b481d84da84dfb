import type { EventStream } from "./event-stream.ts";
import { logBinomialTail } from "./significance.ts";
import type { StepGroup } from "./step-groups.ts";
import { MAX_P_VALUE, STEP_WINDOWS_MS } from "./thresholds.ts";

/**
 * Whether files of one folder are near each other only because people look through folders: the rarest file of the
 * group has the others beside it no more surprisingly often than another file of the folder has.
 */
export function isFolderVisit(stream: EventStream, group: StepGroup): boolean {
  const size = (symbol: number) => stream.symbols[symbol]?.positions.length ?? 0;
  const [rarest = 0, ...others] = [...group.symbols].sort((left, right) => size(left) - size(right));
  const folder = folderOf(stream, rarest);
  return others.every((other) => {
    if (folderOf(stream, other) !== folder) return false;
    const chance = shareNear(stream, folder, new Set(group.symbols), other);
    return logBinomialTail(group.occurrences.length, size(rarest), chance) > Math.log(MAX_P_VALUE);
  });
}

/**
 * How often a file of the folder outside the group has the symbol within the longest window: the highest of them, since
 * one file that is opened from everywhere says nothing about visits. Rates carry one hit and one miss of doubt.
 */
function shareNear(
  stream: EventStream,
  folder: string,
  members: ReadonlySet<number>,
  symbol: number,
): number {
  const positions = stream.symbols[symbol]?.positions ?? [];
  let highest = 0;
  stream.symbols.forEach((sister, index) => {
    if (!sister.isFrequent || members.has(index) || folderOf(stream, index) !== folder) return;
    highest = Math.max(
      highest,
      (countNear(stream, sister.positions, positions) + 1) / (sister.positions.length + 2),
    );
  });
  return highest;
}

function countNear(stream: EventStream, bases: readonly number[], positions: readonly number[]): number {
  const longest = STEP_WINDOWS_MS.at(-1) ?? 0;
  let near = 0;
  let next = 0;
  for (const base of bases) {
    const at = stream.times[base] ?? 0;
    while (next < positions.length && (stream.times[positions[next] ?? 0] ?? 0) < at - longest) next++;
    if (next < positions.length && (stream.times[positions[next] ?? 0] ?? 0) <= at + longest) near++;
  }
  return near;
}

function folderOf(stream: EventStream, symbol: number): string {
  const template = stream.symbols[symbol]?.template ?? "";
  return template.slice(0, template.lastIndexOf("/") + 1);
}
