import type { Step, WorkflowDefinition } from "../definition.ts";
import type { StepId, Value } from "../parts.ts";
import type { RunFacts, StepRecord } from "./records.ts";

export interface Frame {
  prefix: string;
  next: StepId | null;
  loop: Loop | null;
}

export interface Loop {
  key: string;
  step: Extract<Step, { kind: "for-each" }>;
  items: Value[];
  index: number;
  /** What the last step of each finished round gave. */
  results: Value[];
  last: Value;
  /** Steps of this round, whose outputs end with it. */
  touched: Set<string>;
}

/** A run in memory. `nextStep` and `applyResult` consume it; opening it again from its records gives the same. */
export interface RunState {
  definition: WorkflowDefinition;
  steps: ReadonlyMap<string, Step>;
  facts: RunFacts;
  records: Map<string, StepRecord>;
  /** Keys of the records that changed since they were last stored. */
  changed: Set<string>;
  frames: Frame[];
  outputs: Record<string, Value>;
  errors: Record<string, Value>;
  vars: Record<string, Value>;
  last: Value;
  places: number;
}

/** A run as its records tell it; without records, one that begins. */
export function openRun(
  definition: WorkflowDefinition,
  facts: RunFacts,
  records: readonly StepRecord[],
): RunState {
  return {
    definition,
    steps: new Map(definition.steps.map((step) => [step.id, step])),
    facts,
    records: new Map(records.map((record) => [record.key, record])),
    changed: new Set(),
    frames: [{ prefix: "", next: definition.steps[0]?.id ?? null, loop: null }],
    outputs: {},
    errors: {},
    vars: {},
    last: null,
    places: records.reduce((most, { place }) => Math.max(most, place + 1), 0),
  };
}

/** What expressions see. */
export function scopeOf(state: RunState): object {
  const { facts } = state;
  const loop = state.frames.at(-1)?.loop;
  return {
    input: facts.input,
    trigger: facts.trigger,
    steps: state.outputs,
    errors: state.errors,
    vars: state.vars,
    run: { id: facts.id, startedAt: new Date(facts.startedAt).toISOString() },
    workflow: facts.workflow,
    ...(loop ? { item: loop.items[loop.index] ?? null, index: loop.index } : {}),
  };
}

/** Records to store, in order; asking takes them off the list. */
export function takeChanged(state: RunState): StepRecord[] {
  const changed = [...state.changed].flatMap((key) => state.records.get(key) ?? []);
  state.changed.clear();
  return changed.sort((left, right) => left.place - right.place);
}
