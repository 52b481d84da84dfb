import type { Step } from "../definition.ts";
import type { Value } from "../parts.ts";
import type { StepContext } from "./decision.ts";
import type { StepRecord } from "./records.ts";
import type { Frame, RunState } from "./run-state.ts";
import { settle } from "./write-record.ts";

const MAX_RESULT_LENGTH = 1_048_576;

/** Goes into a loop, at its first round. */
export function enter(
  state: RunState,
  frame: Frame,
  step: Extract<Step, { kind: "for-each" }>,
  record: StepRecord,
): void {
  const { items } = record.input as { items: Value[] };
  frame.next = step.id;
  state.frames.push({
    prefix: `${record.key}[0].`,
    next: items.length > 0 ? step.with.body : null,
    loop: { key: record.key, step, items, index: 0, results: [], last: null, touched: new Set() },
  });
}

/** A way has come to its end: the next round of the loop, what follows the loop, or the end of the run. */
export function endRound(state: RunState, frame: Frame, { now }: StepContext): void {
  const { loop } = frame;
  if (!loop) {
    state.frames.pop();
    return;
  }
  for (const id of loop.touched) {
    delete state.outputs[id];
    delete state.errors[id];
  }
  loop.touched.clear();
  if (loop.index < loop.items.length) loop.results.push(loop.last);
  loop.last = null;
  loop.index++;
  if (loop.index < loop.items.length && loop.step.with.body !== null) {
    frame.prefix = `${loop.key}[${loop.index}].`;
    frame.next = loop.step.with.body;
    return;
  }
  state.frames.pop();
  const record = state.records.get(loop.key);
  if (!record) return;
  const isSmall = JSON.stringify(loop.results).length <= MAX_RESULT_LENGTH;
  const output: Value = isSmall ? loop.results : { rounds: loop.results.length, tooLarge: true };
  settle(state, record, { status: "done", output, finishedAt: now });
}
