import { type CutCache, forgetCut, newCutCache } from "./cut-paths.ts";

/**
 * The names that events of a state are made of, each once: paths, tools, and actions (an op on a path, with its tool and
 * where it was moved from). Entries are numbered by arrival; one that no event uses any more is blank.
 */
export interface NameTables {
  paths: string[];
  /** Actions that use a path. */
  pathUses: Int32Array;
  pathIndex: Map<string, number> | null;
  /** First action of each path, -1 for none; the others follow by `nextAction`. */
  firstAction: Int32Array;
  tools: string[];
  toolIndex: Map<string, number> | null;
  actionCount: number;
  actionPath: Int32Array;
  actionOp: Uint8Array;
  /** -1 for none. */
  actionTool: Int32Array;
  /** The path it was moved from, -1 for none. */
  actionFrom: Int32Array;
  nextAction: Int32Array;
  /** Events of each action. */
  actionUses: Int32Array;
  blankActions: number;
  /** Paths and actions that changed since the last save. */
  touchedPaths: TouchedRange;
  touchedActions: TouchedRange;
  areToolsTouched: boolean;
  /** Names of the chunks that hold these names where the state is stored. */
  stored: Set<string>;
  cuts: CutCache;
}

/** Entries that changed: all from `from` on, and single ones before it. */
export interface TouchedRange {
  from: number;
  single: Set<number>;
}

/** More tools than this are no help to anybody; later ones are left out. */
export const MAX_TOOLS = 1000;
const MAX_TOOL_LENGTH = 200;

export function newNameTables(): NameTables {
  return {
    paths: [],
    pathUses: new Int32Array(256),
    pathIndex: new Map(),
    firstAction: new Int32Array(256),
    tools: [],
    toolIndex: new Map(),
    actionCount: 0,
    actionPath: new Int32Array(256),
    actionOp: new Uint8Array(256),
    actionTool: new Int32Array(256),
    actionFrom: new Int32Array(256),
    nextAction: new Int32Array(256),
    actionUses: new Int32Array(256),
    blankActions: 0,
    touchedPaths: { from: 0, single: new Set() },
    touchedActions: { from: 0, single: new Set() },
    areToolsTouched: false,
    stored: new Set(),
    cuts: newCutCache(),
  };
}

/** Number of an action, new or known. Does not count a use. `op`: its index in `EVENT_OPS`. */
export function actionOf(
  names: NameTables,
  op: number,
  path: string,
  fromPath: string | undefined,
  tool: string | undefined,
): number {
  const pathNumber = pathOf(names, path);
  const toolNumber = tool === undefined ? -1 : toolOf(names, tool);
  const fromNumber = fromPath === undefined ? -1 : pathOf(names, fromPath);
  const { actionOp, actionTool, actionFrom, nextAction } = names;
  for (let action = names.firstAction[pathNumber] as number; action >= 0; ) {
    if (actionOp[action] === op && actionTool[action] === toolNumber && actionFrom[action] === fromNumber)
      return action;
    action = nextAction[action] as number;
  }
  return addAction(names, pathNumber, op, toolNumber, fromNumber);
}

/** Appends an action by its numbers; also used to build the tables from what was saved. */
export function addAction(names: NameTables, path: number, op: number, tool: number, from: number): number {
  const action = names.actionCount++;
  if (action >= names.actionPath.length) {
    const size = 2 * action;
    names.actionPath = grown(names.actionPath, new Int32Array(size));
    names.actionOp = grown(names.actionOp, new Uint8Array(size));
    names.actionTool = grown(names.actionTool, new Int32Array(size));
    names.actionFrom = grown(names.actionFrom, new Int32Array(size));
    names.nextAction = grown(names.nextAction, new Int32Array(size));
    names.actionUses = grown(names.actionUses, new Int32Array(size));
  }
  names.actionPath[action] = path;
  names.actionOp[action] = op;
  names.actionTool[action] = tool;
  names.actionFrom[action] = from;
  names.actionUses[action] = 0;
  names.nextAction[action] = -1;
  if (path < 0) return action;
  names.nextAction[action] = names.firstAction[path] as number;
  names.firstAction[path] = action;
  names.pathUses[path] = (names.pathUses[path] as number) + 1;
  if (from >= 0) names.pathUses[from] = (names.pathUses[from] as number) + 1;
  return action;
}

/** Appends a path, known or not. */
export function addPath(names: NameTables, text: string): number {
  const path = names.paths.length;
  names.paths.push(text);
  if (path >= names.pathUses.length) {
    names.pathUses = grown(names.pathUses, new Int32Array(2 * path));
    names.firstAction = grown(names.firstAction, new Int32Array(2 * path));
  }
  names.pathUses[path] = 0;
  names.firstAction[path] = -1;
  return path;
}

/** Marks an action that no event uses as gone, and with it the paths that nothing else uses. */
export function blankAction(names: NameTables, action: number): void {
  const path = names.actionPath[action] as number;
  const from = names.actionFrom[action] as number;
  unlinkAction(names, path, action);
  names.actionPath[action] = -1;
  names.actionFrom[action] = -1;
  names.actionTool[action] = -1;
  names.blankActions++;
  touch(names.touchedActions, action);
  releasePath(names, path);
  if (from >= 0) releasePath(names, from);
}

export function touch(range: TouchedRange, entry: number): void {
  if (entry < range.from) range.single.add(entry);
}

function pathOf(names: NameTables, text: string): number {
  names.pathIndex ??= indexOf(names.paths);
  const known = names.pathIndex.get(text);
  if (known !== undefined) return known;
  const path = addPath(names, text);
  names.pathIndex.set(text, path);
  return path;
}

function toolOf(names: NameTables, text: string): number {
  names.toolIndex ??= indexOf(names.tools);
  const cut = text.length > MAX_TOOL_LENGTH ? text.slice(0, MAX_TOOL_LENGTH) : text;
  const known = names.toolIndex.get(cut);
  if (known !== undefined) return known;
  if (names.tools.length >= MAX_TOOLS) return -1;
  names.tools.push(cut);
  names.toolIndex.set(cut, names.tools.length - 1);
  names.areToolsTouched = true;
  return names.tools.length - 1;
}

function indexOf(texts: readonly string[]): Map<string, number> {
  const index = new Map<string, number>();
  texts.forEach((text, entry) => {
    if (text !== "") index.set(text, entry);
  });
  return index;
}

function unlinkAction(names: NameTables, path: number, action: number): void {
  const next = names.nextAction[action] as number;
  if (names.firstAction[path] === action) {
    names.firstAction[path] = next;
    return;
  }
  let before = names.firstAction[path] as number;
  while (before >= 0 && names.nextAction[before] !== action) before = names.nextAction[before] as number;
  if (before >= 0) names.nextAction[before] = next;
}

function releasePath(names: NameTables, path: number): void {
  names.pathUses[path] = (names.pathUses[path] as number) - 1;
  if (names.pathUses[path] !== 0) return;
  names.pathIndex?.delete(names.paths[path] as string);
  names.paths[path] = "";
  forgetCut(names.cuts, path);
  touch(names.touchedPaths, path);
}

export function grown<Column extends Int32Array | Uint8Array | Uint16Array | Uint32Array | Float64Array>(
  old: Column,
  larger: Column,
): Column {
  larger.set(old);
  return larger;
}
