import { EVENT_OPS } from "../../events/event-ops.ts";
import type { MiningState } from "../state/state.ts";
import { escapeBraces } from "../templates/marks.ts";
import { MIN_DAYS } from "../thresholds.ts";

/** Ops that bring a file into being here or elsewhere: what is opened once says nothing of its kind. */
const ARRIVALS = ["created", "downloaded", "uploaded"] as const;
const ARRIVAL_OPS = ARRIVALS.map((op) => EVENT_OPS.indexOf(op));

/** The name of a new file, whatever it is. */
const ANY_FILE = "{file}";

/** Symbols while they are made: of each action, and what they are. */
export interface SymbolList {
  ofAction: Int32Array;
  ops: number[];
  templates: string[];
}

/**
 * Files that came once each become one symbol by folder and extension, `Notes/vim/{file}.md`: alone none of them can be
 * part of any pattern, together they may be "a new note".
 */
export function joinNewFiles(state: MiningState, symbols: SymbolList): void {
  for (const [key, actions] of newFilesByKind(state, symbols, usesOf(state, symbols))) {
    if (actions.length < MIN_DAYS) continue;
    const symbol = symbols.ops.push(Number(key[0])) - 1;
    symbols.templates.push(key.slice(1));
    for (const action of actions) symbols.ofAction[action] = symbol;
  }
}

/** Events of each symbol. */
function usesOf({ names }: MiningState, { ofAction, ops }: SymbolList): Int32Array {
  const { actionCount, actionUses } = names;
  const uses = new Int32Array(ops.length);
  for (let action = 0; action < actionCount; action++) {
    const symbol = ofAction[action] as number;
    if (symbol >= 0) uses[symbol] = (uses[symbol] as number) + (actionUses[action] as number);
  }
  return uses;
}

/** Actions of files that came once, by op and template. */
function newFilesByKind(
  { names }: MiningState,
  { ofAction, ops }: SymbolList,
  uses: Int32Array,
): Map<string, number[]> {
  const { actionCount, actionPath, paths } = names;
  const groups = new Map<string, number[]>();
  for (let action = 0; action < actionCount; action++) {
    const symbol = ofAction[action] as number;
    if (symbol < 0 || uses[symbol] !== 1 || !isArrival(ops[symbol] as number)) continue;
    const key = `${ops[symbol]}${templateOfNew(paths[actionPath[action] as number] as string)}`;
    const group = groups.get(key);
    if (group) group.push(action);
    else groups.set(key, [action]);
  }
  return groups;
}

function isArrival(op: number): boolean {
  return ARRIVAL_OPS.includes(op);
}

function templateOfNew(path: string): string {
  const slash = path.lastIndexOf("/") + 1;
  const dot = path.lastIndexOf(".");
  return `${escapeBraces(path.slice(0, slash))}${ANY_FILE}${dot > slash ? escapeBraces(path.slice(dot)) : ""}`;
}
