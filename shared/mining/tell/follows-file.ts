import type { MiningState } from "../state/state.ts";
import type { LearnedStream } from "../stream/build-stream.ts";

/** Whether two steps of an occurrence are about one file: its path, where it was moved from, or a date or number in it. */
export function followsFile(
  state: MiningState,
  { stream, templates }: LearnedStream,
  positions: Int32Array,
): boolean {
  const { names } = state;
  const actions = [...positions]
    .filter((position) => position >= 0)
    .map((position) => state.actions[stream.eventOf[position] as number] as number);
  const variables = templates.variablesOf;
  return actions.some((action, index) => {
    const path = names.actionPath[action] as number;
    const values = variables(path);
    return actions.slice(index + 1).some((later) => {
      const laterPath = names.actionPath[later] as number;
      if (laterPath === path || names.actionFrom[later] === path) return true;
      return variables(laterPath).some((value) => value.length > 1 && values.includes(value));
    });
  });
}
