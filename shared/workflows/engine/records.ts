import type { Value } from "../parts.ts";
import type { StepKindName } from "../step-kinds.ts";

/** Why a step or a run failed, in words for people; `code` for programs. */
export interface RunError {
  code: string;
  message: string;
  /** Key of the step, on a run. */
  step?: string;
  /** HTTP status of the answer, where there was one. */
  status?: number;
}

export type StepStatus = "running" | "retrying" | "waiting" | "done" | "failed" | "unknown" | "cancelled";

/** What is known of one step of a run. Times are epoch milliseconds. */
export interface StepRecord {
  /** The step's id, within loops after `<loop>[<index>].`. */
  key: string;
  /** Order in the run, from 0. */
  place: number;
  stepId: string;
  kind: StepKindName;
  status: StepStatus;
  attempt: number;
  input: Value;
  output: Value;
  error: RunError | null;
  /** A line for each attempt that failed. */
  log: { attempt: number; at: number; code: string; message: string }[];
  startedAt: number;
  finishedAt: number | null;
  dueAt: number | null;
}

/** What a run knows besides its steps. */
export interface RunFacts {
  id: string;
  workflow: { id: string; name: string; version: number };
  /** Epoch ms. */
  startedAt: number;
  /** Epoch ms; the run's own limit counts from here: its start, or when somebody last had it go on. */
  countsFrom: number;
  trigger: Value;
  input: Value;
  /** How often somebody had steps done anew. */
  repeats: number;
}
