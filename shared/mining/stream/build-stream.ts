import { EVENT_OPS } from "../../events/event-ops.ts";
import { cutPaths } from "../state/cut-paths.ts";
import type { MiningState } from "../state/state.ts";
import { type LearnedTemplates, learnTemplates } from "../templates/learn-templates.ts";
import { markBursts } from "./bursts.ts";
import { keepEvents } from "./keep-events.ts";
import { joinNewFiles, type SymbolList } from "./new-files.ts";
import type { Stream } from "./stream.ts";
import { streamColumns } from "./stream-columns.ts";

const OPS = EVENT_OPS.length;

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
    stream: streamColumns(state, symbols, kept),
    templates,
    machineCount: countMachines(state, symbols, isMachine),
  };
}

// Here and in the files beside, a long loop is a function of its own: what comes after it would be unknown when the loop is compiled,
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
