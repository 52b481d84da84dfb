import { EVENT_OPS } from "../../events/event-ops.ts";
import { cutPaths } from "../state/cut-paths.ts";
import type { MiningState } from "../state/state.ts";
import { type LearnedTemplates, learnTemplates } from "../templates/learn-templates.ts";
import { escapeBraces } from "../templates/marks.ts";
import { BURST_EVENTS, FIRST_WRITE_MS, MIN_DAYS, REPEAT_MS } from "../thresholds.ts";
import { commonFolder, markBursts } from "./bursts.ts";
import { fillLocalTime } from "./local-time.ts";
import { joinNewFiles, type SymbolList } from "./new-files.ts";
import type { Stream, SymbolTable } from "./stream.ts";

/** Ends the template of a folded burst. */
const FOLD = "{files}";
const OPS = EVENT_OPS.length;
const CREATED = EVENT_OPS.indexOf("created");
const MODIFIED = EVENT_OPS.indexOf("modified");

/** A stream and how the templates of its paths were learned. */
export interface LearnedStream {
  stream: Stream;
  templates: LearnedTemplates;
  /** Events of machines: in bursts, and folded into one event each where they share a folder. */
  machineCount: number;
}

/**
 * The state's log, ready to mine: each event a symbol; what is mostly done in bursts folded into one event a burst;
 * repeats and the first saves of a new file joined. O(events + paths).
 */
export function buildStream(state: MiningState): LearnedStream {
  const { names, size } = state;
  const cuts = cutPaths(names);
  const templates = learnTemplates({
    skeletons: cuts.skeletons,
    skeletonOf: cuts.skeletonOf.subarray(0, names.paths.length),
    valuesOf: cuts.valuesOf,
    weightOf: eventsOfPaths(state),
  });
  const symbols = codeSymbols(state, templates);
  joinNewFiles(state, symbols);
  const inBurst = markBursts(state.times, size);
  const isMachine = findMachines(state, symbols, inBurst);
  const kept = keepEvents(state, { symbols, inBurst, isMachine });
  return {
    stream: columns(state, symbols, kept),
    templates,
    machineCount: countMachines(state, symbols, isMachine),
  };
}

// Here and below a long loop is a function of its own: what comes after it would be unknown when the loop is compiled,
// and the compiled code thrown away at its end.

function countMachines(
  { size, actions }: MiningState,
  { ofAction }: SymbolList,
  isMachine: Uint8Array,
): number {
  let count = 0;
  for (let index = 0; index < size; index++) {
    count += isMachine[ofAction[actions[index] as number] as number] as number;
  }
  return count;
}

function eventsOfPaths({ names }: MiningState): Int32Array {
  const events = new Int32Array(names.paths.length);
  for (let action = 0; action < names.actionCount; action++) {
    const path = names.actionPath[action] as number;
    if (path >= 0) events[path] = (events[path] as number) + (names.actionUses[action] as number);
  }
  return events;
}

function codeSymbols({ names }: MiningState, learned: LearnedTemplates): SymbolList {
  const symbols: SymbolList = {
    ofAction: new Int32Array(names.actionCount).fill(-1),
    ops: [],
    templates: [],
  };
  const numberOf = new Int32Array(learned.templates.length * OPS).fill(-1);
  for (let action = 0; action < names.actionCount; action++) {
    const path = names.actionPath[action] as number;
    if (path < 0) continue;
    const template = learned.templateOf[path] as number;
    const cell = template * OPS + (names.actionOp[action] as number);
    if (numberOf[cell] === -1) {
      numberOf[cell] = symbols.ops.length;
      symbols.ops.push(names.actionOp[action] as number);
      symbols.templates.push(learned.templates[template] as string);
    }
    symbols.ofAction[action] = numberOf[cell] as number;
  }
  return symbols;
}

/** Symbols with more than half of their events in bursts. */
function findMachines(state: MiningState, symbols: SymbolList, inBurst: Uint8Array): Uint8Array {
  const surplus = new Int32Array(symbols.ops.length);
  weighBursts(state, symbols, { inBurst, surplus });
  const isMachine = new Uint8Array(surplus.length);
  for (let symbol = 0; symbol < surplus.length; symbol++) {
    if ((surplus[symbol] as number) > 0) isMachine[symbol] = 1;
  }
  return isMachine;
}

/** By symbol: events in bursts less those that are not. */
function weighBursts(
  { size, actions }: MiningState,
  { ofAction }: SymbolList,
  { inBurst, surplus }: { inBurst: Uint8Array; surplus: Int32Array },
): void {
  for (let index = 0; index < size; index++) {
    const symbol = ofAction[actions[index] as number] as number;
    surplus[symbol] = (surplus[symbol] as number) + 2 * (inBurst[index] as number) - 1;
  }
}

interface Kept {
  size: number;
  /** Index of the event in the state, ascending. */
  eventOf: Int32Array;
  symbolOf: Int32Array;
}

interface Marks {
  symbols: SymbolList;
  inBurst: Uint8Array;
  isMachine: Uint8Array;
}

function keepEvents(state: MiningState, marks: Marks): Kept {
  const { size } = state;
  const kept: Kept = { size: 0, eventOf: new Int32Array(size), symbolOf: new Int32Array(size) };
  const folds = new BurstFolds(state, marks.symbols, kept);
  keepEach(state, marks, { kept, folds });
  folds.close();
  return kept;
}

function keep(kept: Kept, index: number, symbol: number): void {
  kept.eventOf[kept.size] = index;
  kept.symbolOf[kept.size++] = symbol;
}

function keepEach(
  { size, times, actions, names }: MiningState,
  { symbols, inBurst, isMachine }: Marks,
  { kept, folds }: { kept: Kept; folds: BurstFolds },
): void {
  const { actionPath, actionOp } = names;
  const { ofAction } = symbols;
  const lastAt = new Float64Array(symbols.ops.length).fill(Number.NEGATIVE_INFINITY);
  const createdAt = new Float64Array(names.paths.length).fill(Number.NEGATIVE_INFINITY);
  for (let index = 0; index < size; index++) {
    const action = actions[index] as number;
    const symbol = ofAction[action] as number;
    const at = times[index] as number;
    if (inBurst[index] === 0 && folds.isOpen) folds.close();
    if (isMachine[symbol] === 1) {
      if (inBurst[index] === 1) folds.add(index);
      continue;
    }
    const path = actionPath[action] as number;
    const op = actionOp[action] as number;
    if (op === CREATED) createdAt[path] = at;
    if (op === MODIFIED && at - (createdAt[path] as number) <= FIRST_WRITE_MS) continue;
    const isRepeat = at - (lastAt[symbol] as number) <= REPEAT_MS;
    lastAt[symbol] = at;
    if (!isRepeat) keep(kept, index, symbol);
  }
}

/** Turns the machine events of a burst into one event on their common folder: `Exports/{files}`. */
class BurstFolds {
  private readonly state: MiningState;
  private readonly symbols: SymbolList;
  private readonly kept: Kept;
  private readonly symbolOfFold = new Map<string, number>();
  private readonly lastAt = new Map<number, number>();
  private burst: number[] = [];
  /** Whether a burst has begun. */
  isOpen = false;

  constructor(state: MiningState, symbols: SymbolList, kept: Kept) {
    this.state = state;
    this.symbols = symbols;
    this.kept = kept;
  }

  add(index: number): void {
    this.burst.push(index);
    this.isOpen = true;
  }

  close(): void {
    const { state, burst } = this;
    if (burst.length === 0) return;
    this.burst = [];
    this.isOpen = false;
    if (burst.length < BURST_EVENTS) return;
    const { names, actions } = state;
    const folder = commonFolder(
      burst.map((index) => names.paths[names.actionPath[actions[index] as number] as number] as string),
    );
    if (folder === "") return;
    const first = burst[0] as number;
    const symbol = this.symbolOf(folder, usualOp(state, burst));
    const at = state.times[first] as number;
    const isRepeat = at - (this.lastAt.get(symbol) ?? Number.NEGATIVE_INFINITY) <= REPEAT_MS;
    this.lastAt.set(symbol, at);
    if (!isRepeat) keep(this.kept, first, symbol);
  }

  private symbolOf(folder: string, op: number): number {
    const key = `${op}${folder}`;
    let symbol = this.symbolOfFold.get(key);
    if (symbol === undefined) {
      symbol = this.symbols.ops.length;
      this.symbols.ops.push(op);
      this.symbols.templates.push(`${escapeBraces(folder)}${FOLD}`);
      this.symbolOfFold.set(key, symbol);
    }
    return symbol;
  }
}

function usualOp({ names, actions }: MiningState, burst: readonly number[]): number {
  const counts = new Int32Array(OPS);
  for (const index of burst) {
    const op = names.actionOp[actions[index] as number] as number;
    counts[op] = (counts[op] as number) + 1;
  }
  return counts.indexOf(Math.max(...counts));
}

function columns(state: MiningState, symbols: SymbolList, kept: Kept): Stream {
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

type NamedSymbols = Omit<SymbolList, "ofAction">;

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

interface SymbolColumns {
  size: number;
  symbolOf: Int32Array;
  localDay: Int32Array;
}

function indexSymbols({ ops, templates }: NamedSymbols, columns: SymbolColumns): SymbolTable {
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
