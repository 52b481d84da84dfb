import type { EventOp } from "../../events/event.ts";

/**
 * One person's log, ready to mine: noise gone, repeats joined, each event a symbol (an op and a template).
 * Columns of `size` entries, ascending by time; a position is an index into them.
 */
export interface Stream {
  size: number;
  /** Epoch milliseconds. */
  times: Float64Array;
  symbolOf: Int32Array;
  /** Index of the event in the columns that the stream was built from. */
  eventOf: Int32Array;
  /** Local calendar day, as days since 1970. */
  localDay: Int32Array;
  /** Local minute of the day, 0 to 1440, with its fraction. */
  localMinute: Float32Array;
  symbols: SymbolTable;
}

export interface SymbolTable {
  size: number;
  ops: EventOp[];
  templates: string[];
  /** Positions of symbol `s`: `positions[starts[s]]` to before `positions[starts[s + 1]]`, ascending. */
  starts: Int32Array;
  positions: Int32Array;
  /** Distinct local days of each symbol. */
  dayCounts: Int32Array;
  /** Symbols done on enough distinct days to be part of a group; folded bursts are a machine's and keep to themselves. */
  frequent: Int32Array;
}

/** A symbol's positions, ascending; a view, not a copy. */
export function positionsOf({ symbols }: Stream, symbol: number): Int32Array {
  return symbols.positions.subarray(symbols.starts[symbol] ?? 0, symbols.starts[symbol + 1] ?? 0);
}

export function countOf({ symbols }: Stream, symbol: number): number {
  return (symbols.starts[symbol + 1] ?? 0) - (symbols.starts[symbol] ?? 0);
}

/** Index of the first of `positions` whose time is at or after `atMs`. */
export function firstFrom({ times }: Stream, positions: Int32Array, atMs: number): number {
  let low = 0;
  let high = positions.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((times[positions[middle] as number] as number) < atMs) low = middle + 1;
    else high = middle;
  }
  return low;
}
