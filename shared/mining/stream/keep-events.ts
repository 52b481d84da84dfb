import { EVENT_OPS } from "../../events/event-ops.ts";
import type { MiningState } from "../state/state.ts";
import { escapeBraces } from "../templates/marks.ts";
import { BURST_EVENTS, FIRST_WRITE_MS, REPEAT_MS } from "../thresholds.ts";
import { commonFolder } from "./bursts.ts";
import type { SymbolList } from "./new-files.ts";

/** Ends the template of a folded burst. */
export const FOLD = "{files}";
const CREATED = EVENT_OPS.indexOf("created");
const MODIFIED = EVENT_OPS.indexOf("modified");

/** The events of the state that are mined. */
export interface Kept {
  size: number;
  /** Index of the event in the state, ascending. */
  eventOf: Int32Array;
  symbolOf: Int32Array;
}

export interface Marks {
  symbols: SymbolList;
  inBurst: Uint8Array;
  isMachine: Uint8Array;
}

/** Leaves out repeats and the first saves of a new file, and folds the bursts of machines. */
export function keepEvents(state: MiningState, marks: Marks): Kept {
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
  const counts = new Int32Array(EVENT_OPS.length);
  for (const index of burst) {
    const op = names.actionOp[actions[index] as number] as number;
    counts[op] = (counts[op] as number) + 1;
  }
  return counts.indexOf(Math.max(...counts));
}
