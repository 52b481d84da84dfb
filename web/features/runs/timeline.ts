import type { DraftStep } from "../workflows/draft.ts";
import type { RunStep } from "./rows.ts";

/** Where a step's time lies on the bar that all steps of a run share; both in percent. */
export interface Span {
  start: number;
  width: number;
}

const LEAST_WIDTH = 1.5;

/** `start`, `end`: of the run, in epoch milliseconds. */
export function spanOf(step: Pick<RunStep, "started_at" | "finished_at">, start: number, end: number): Span {
  const whole = Math.max(1, end - start);
  const from = clamp(((Date.parse(step.started_at) - start) / whole) * 100);
  const to = clamp((((Date.parse(step.finished_at ?? "") || end) - start) / whole) * 100);
  const width = Math.max(LEAST_WIDTH, to - from);
  return { start: Math.min(from, 100 - width), width };
}

function clamp(percent: number): number {
  return Math.min(100, Math.max(0, percent));
}

/**
 * The steps of a version that a run has not come to yet and will if nothing branches off: what follows the last step
 * outside of a loop. Empty where nobody can tell.
 */
export function stepsAhead(steps: readonly DraftStep[], done: readonly RunStep[]): DraftStep[] {
  const last = done.findLast(({ key }) => !key.includes("."));
  const byId = new Map(steps.map((step) => [step.id, step]));
  const ahead: DraftStep[] = [];
  let next = last ? (last.kind === "branch" ? null : byId.get(last.step_id)?.next) : steps[0]?.id;
  const seen = new Set(done.map(({ step_id }) => step_id));
  while (next && !seen.has(next)) {
    const step = byId.get(next);
    if (!step) break;
    seen.add(next);
    ahead.push(step);
    next = step.kind === "branch" ? null : step.next;
  }
  return ahead;
}

/** `38 ms`, `4.1 s`, `12 min`: how long a step took. */
export function tookWords(ms: number): string {
  if (ms < 1000) return `${Math.max(0, Math.round(ms))} ms`;
  if (ms < 60_000) return `${(ms / 1000).toFixed(ms < 10_000 ? 1 : 0)} s`;
  const minutes = Math.floor(ms / 60_000);
  if (minutes < 60) return `${minutes} min ${Math.round((ms % 60_000) / 1000)} s`;
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? `${hours} h ${minutes % 60} min` : `${Math.round(hours / 24)} days`;
}
