import { logBinomialTail } from "../significance.ts";
import { countOf, positionsOf, type Stream } from "../stream/stream.ts";
import { MAX_P_VALUE } from "../thresholds.ts";
import { LONGEST_MS } from "./chance.ts";
import type { StepGroup } from "./group.ts";

/** The frequent symbols of each folder. */
export type SymbolsByFolder = ReadonlyMap<string, readonly number[]>;

export function symbolsByFolder(stream: Stream): SymbolsByFolder {
  const byFolder = new Map<string, number[]>();
  for (const symbol of stream.symbols.frequent) {
    const folder = folderOf(stream, symbol);
    const known = byFolder.get(folder);
    if (known) known.push(symbol);
    else byFolder.set(folder, [symbol]);
  }
  return byFolder;
}

/**
 * Whether files of one folder are near each other only because people look through folders: the rarest file of the
 * group has the others beside it no more surprisingly often than the folder's other files have.
 */
export function isFolderVisit(stream: Stream, byFolder: SymbolsByFolder, group: StepGroup): boolean {
  const [rarest = 0, ...others] = [...group.symbols].sort((a, b) => countOf(stream, a) - countOf(stream, b));
  const folder = folderOf(stream, rarest);
  if (others.some((other) => folderOf(stream, other) !== folder)) return false;
  const sisters = (byFolder.get(folder) ?? []).filter((symbol) => !group.symbols.includes(symbol));
  const isLook = group.symbols.every((symbol) => stream.symbols.ops[symbol] === "opened");
  return others.every((other) => {
    const chance = isLook ? highestShare(stream, sisters, other) : shareOfAll(stream, sisters, other);
    return logBinomialTail(group.instances.count, countOf(stream, rarest), chance) > Math.log(MAX_P_VALUE);
  });
}

/**
 * How often a file of the folder outside the group has the symbol within the longest window: the highest of them, since
 * one file that is opened from everywhere says nothing about visits. Rates carry one hit and one miss of doubt.
 */
function highestShare(stream: Stream, sisters: readonly number[], symbol: number): number {
  const positions = positionsOf(stream, symbol);
  let highest = 0;
  for (const sister of sisters) {
    const bases = positionsOf(stream, sister);
    highest = Math.max(highest, (countNear(stream, bases, positions) + 1) / (bases.length + 2));
  }
  return highest;
}

/** The same of all of them together: nobody changes a file by looking round, so one odd sister must not decide. */
function shareOfAll(stream: Stream, sisters: readonly number[], symbol: number): number {
  const positions = positionsOf(stream, symbol);
  let near = 1;
  let all = 2;
  for (const sister of sisters) {
    const bases = positionsOf(stream, sister);
    near += countNear(stream, bases, positions);
    all += bases.length;
  }
  return near / all;
}

function countNear({ times }: Stream, bases: Int32Array, positions: Int32Array): number {
  let near = 0;
  let next = 0;
  for (let index = 0; index < bases.length; index++) {
    const at = times[bases[index] as number] as number;
    while (next < positions.length && (times[positions[next] as number] as number) < at - LONGEST_MS) next++;
    if (next < positions.length && (times[positions[next] as number] as number) <= at + LONGEST_MS) near++;
  }
  return near;
}

function folderOf({ symbols }: Stream, symbol: number): string {
  const template = symbols.templates[symbol] as string;
  return template.slice(0, template.lastIndexOf("/") + 1);
}
