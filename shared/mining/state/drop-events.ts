import { copyEvent, type EventColumns } from "./event-columns.ts";
import { addAction, addPath, blankAction, newNameTables } from "./name-tables.ts";
import type { MiningState } from "./state.ts";

/** Takes events out by index, and the names that no other event uses. */
export function dropEvents(state: MiningState, isGone: (index: number) => boolean): void {
  const { names } = state;
  let to = 0;
  let index = 0;
  const self: EventColumns = { ...state };
  for (const segment of state.segments) {
    const end = index + segment.count;
    let kept = 0;
    for (; index < end; index++) {
      if (isGone(index)) {
        const action = state.actions[index] as number;
        names.actionUses[action] = (names.actionUses[action] as number) - 1;
        if (names.actionUses[action] === 0) blankAction(names, action);
        continue;
      }
      if (to !== index) copyEvent(state, to, self, index);
      to++;
      kept++;
    }
    if (kept === segment.count) continue;
    // Ones that lost only their first events to the cap are not rewritten: load leaves out what is below the floor.
    segment.count = kept;
    segment.isTouched = true;
  }
  if (to === state.size) return;
  state.size = to;
  const gone = state.segments.filter(({ count }) => count === 0);
  if (gone.length > 0) {
    state.goneSegments.push(...gone.map(({ name }) => name));
    state.segments = state.segments.filter(({ count }) => count > 0);
    state.isHeadTouched = true;
  }
  if (names.blankActions > 1024 && names.blankActions > names.actionCount / 2) rebuildNames(state);
}

/** Numbers names anew without the blank ones; everything is saved again. */
function rebuildNames(state: MiningState): void {
  const old = state.names;
  const names = newNameTables();
  names.stored = old.stored;
  names.tools = old.tools;
  names.toolIndex = null;
  names.areToolsTouched = true;
  const pathTo = new Int32Array(old.paths.length).fill(-1);
  const renumber = (path: number) => {
    if (path < 0) return -1;
    if (pathTo[path] === -1) pathTo[path] = addPath(names, old.paths[path] as string);
    return pathTo[path] as number;
  };
  const actionTo = new Int32Array(old.actionCount).fill(-1);
  for (let index = 0; index < state.size; index++) {
    const action = state.actions[index] as number;
    if (actionTo[action] === -1) {
      const path = renumber(old.actionPath[action] as number);
      const from = renumber(old.actionFrom[action] as number);
      const [op, tool] = [old.actionOp[action] as number, old.actionTool[action] as number];
      actionTo[action] = addAction(names, path, op, tool, from);
    }
    const renumbered = actionTo[action] as number;
    state.actions[index] = renumbered;
    names.actionUses[renumbered] = (names.actionUses[renumbered] as number) + 1;
  }
  names.pathIndex = null;
  state.names = names;
  for (const segment of state.segments) segment.isTouched = true;
}
