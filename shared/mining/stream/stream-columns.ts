import type { MiningState } from "../state/state.ts";
import type { Kept } from "./keep-events.ts";
import { fillLocalTime } from "./local-time.ts";
import type { SymbolList } from "./new-files.ts";
import type { Stream } from "./stream.ts";
import { indexSymbols, type NamedSymbols } from "./symbol-table.ts";

/** The kept events as columns in order of time, and their symbols. */
export function streamColumns(state: MiningState, symbols: SymbolList, kept: Kept): Stream {
  const { size } = kept;
  const times = new Float64Array(size);
  const zoneOf = new Uint16Array(size);
  fillTimes(state, kept, { times, zoneOf });
  const localDay = new Int32Array(size);
  const localMinute = new Float32Array(size);
  fillLocalTime({ times, zoneOf, size }, state.zones, { localDay, localMinute });
  const { symbolOf, own } = renumber(symbols, kept);
  return {
    size,
    times,
    symbolOf,
    eventOf: kept.eventOf.subarray(0, size),
    localDay,
    localMinute,
    symbols: indexSymbols(own, { size, symbolOf, localDay }),
  };
}

function fillTimes(
  state: MiningState,
  { size, eventOf }: Kept,
  { times, zoneOf }: { times: Float64Array; zoneOf: Uint16Array },
): void {
  for (let position = 0; position < size; position++) {
    const event = eventOf[position] as number;
    times[position] = state.times[event] as number;
    zoneOf[position] = state.zoneOf[event] as number;
  }
}

/** Numbers symbols by their first event, so that no number depends on the order in which events arrived. */
function renumber(symbols: SymbolList, kept: Kept): { symbolOf: Int32Array; own: NamedSymbols } {
  const symbolOf = new Int32Array(kept.size);
  const own: NamedSymbols = { ops: [], templates: [] };
  renumberEach(symbols, kept, { symbolOf, own });
  return { symbolOf, own };
}

function renumberEach(
  symbols: SymbolList,
  kept: Kept,
  { symbolOf, own }: { symbolOf: Int32Array; own: NamedSymbols },
): void {
  const numberOf = new Int32Array(symbols.ops.length).fill(-1);
  for (let position = 0; position < kept.size; position++) {
    const symbol = kept.symbolOf[position] as number;
    if (numberOf[symbol] === -1) {
      numberOf[symbol] = own.ops.length;
      own.ops.push(symbols.ops[symbol] as number);
      own.templates.push(symbols.templates[symbol] as string);
    }
    symbolOf[position] = numberOf[symbol] as number;
  }
}
