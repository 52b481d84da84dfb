import { EVENT_OPS } from "../../events/event-ops.ts";
import { MIN_DAYS } from "../thresholds.ts";
import { FOLD } from "./keep-events.ts";
import type { SymbolList } from "./new-files.ts";
import type { SymbolTable } from "./stream.ts";

export type NamedSymbols = Omit<SymbolList, "ofAction">;

interface SymbolColumns {
  size: number;
  symbolOf: Int32Array;
  localDay: Int32Array;
}

/** Where each symbol stands in the stream, on how many days, and which are seen on enough of them. */
export function indexSymbols({ ops, templates }: NamedSymbols, columns: SymbolColumns): SymbolTable {
  const count = ops.length;
  const table = {
    starts: startsOf(columns, count),
    positions: new Int32Array(columns.size),
    dayCounts: new Int32Array(count),
  };
  placePositions(columns, table);
  return {
    size: count,
    ops: ops.map((op) => EVENT_OPS[op] ?? "modified"),
    templates,
    ...table,
    frequent: frequentOf(templates, table.dayCounts),
  };
}

function startsOf({ size, symbolOf }: SymbolColumns, count: number): Int32Array {
  const starts = new Int32Array(count + 1);
  countSymbols(size, symbolOf, starts);
  for (let symbol = 0; symbol < count; symbol++) {
    starts[symbol + 1] = (starts[symbol + 1] as number) + (starts[symbol] as number);
  }
  return starts;
}

/** Counts each symbol at the entry after its own. */
function countSymbols(size: number, symbolOf: Int32Array, counts: Int32Array): void {
  for (let position = 0; position < size; position++) {
    const next = (symbolOf[position] as number) + 1;
    counts[next] = (counts[next] as number) + 1;
  }
}

function placePositions(
  { size, symbolOf, localDay }: SymbolColumns,
  { starts, positions, dayCounts }: { starts: Int32Array; positions: Int32Array; dayCounts: Int32Array },
): void {
  const cursor = starts.slice();
  const lastDay = new Int32Array(dayCounts.length).fill(-0x80000000);
  for (let position = 0; position < size; position++) {
    const symbol = symbolOf[position] as number;
    const at = cursor[symbol] as number;
    positions[at] = position;
    cursor[symbol] = at + 1;
    const day = localDay[position] as number;
    if (lastDay[symbol] !== day) dayCounts[symbol] = (dayCounts[symbol] as number) + 1;
    lastDay[symbol] = day;
  }
}

function frequentOf(templates: readonly string[], dayCounts: Int32Array): Int32Array {
  const frequent = new Int32Array(dayCounts.length);
  return frequent.subarray(0, fillFrequent(templates, dayCounts, frequent));
}

function fillFrequent(templates: readonly string[], dayCounts: Int32Array, frequent: Int32Array): number {
  let count = 0;
  for (let symbol = 0; symbol < dayCounts.length; symbol++) {
    if ((dayCounts[symbol] as number) < MIN_DAYS) continue;
    if (!(templates[symbol] as string).endsWith(FOLD)) frequent[count++] = symbol;
  }
  return count;
}
