import type { Stream } from "../stream/stream.ts";
import { MAX_COMPANIONS_P_VALUE } from "../thresholds.ts";
import { isByTheClock } from "./by-the-clock.ts";
import { isFolderVisit, type SymbolsByFolder, symbolsByFolder } from "./folder-visits.ts";
import type { OrderedGroup } from "./group.ts";

/** The groups that say something, none of which another one already says. */
export function tellGroups(stream: Stream, groups: readonly OrderedGroup[]): OrderedGroup[] {
  const byFolder = symbolsByFolder(stream);
  const telling = groups.filter((group) => isTelling(stream, byFolder, group));
  return telling.filter((group) => !telling.some((other) => other !== group && isSaidBy(group, other)));
}

/** Not about one file only, not of looking through a folder or of two clocks, companions beyond doubt. */
function isTelling(stream: Stream, byFolder: SymbolsByFolder, group: OrderedGroup): boolean {
  const { templates, ops } = stream.symbols;
  if (!group.isOrdered && group.logP > Math.log(MAX_COMPANIONS_P_VALUE)) return false;
  const files = new Set(group.symbols.map((symbol) => templates[symbol]));
  const done = new Set(group.symbols.map((symbol) => ops[symbol]));
  if (files.size === 1 && !(group.isOrdered && done.has("downloaded") && done.has("uploaded"))) return false;
  if ((!group.isOrdered || group.symbols.length === 2) && isFolderVisit(stream, byFolder, group))
    return false;
  return !isByTheClock(stream, group);
}

/** Whether all steps of a group are steps of another that is met as often. */
function isSaidBy(group: OrderedGroup, other: OrderedGroup): boolean {
  return (
    other.symbols.length > group.symbols.length &&
    group.instances.count <= other.instances.count &&
    group.symbols.every((symbol) => other.symbols.includes(symbol))
  );
}
