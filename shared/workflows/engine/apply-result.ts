import type { Value } from "../parts.ts";
import type { RunError } from "./records.ts";
import { retryDelayMs } from "./retry.ts";
import type { RunState } from "./run-state.ts";
import { settle } from "./write-record.ts";

const MAX_OUTPUT_LENGTH = 1_048_576;

/** How an effect ended. */
export type EffectResult =
  | { ended: "done"; output: Value }
  | { ended: "failed"; error: RunError; isRetryable: boolean; retryAfterSeconds?: number }
  /** A run that was called goes on by itself. */
  | { ended: "waits" }
  /** It went out and no answer came: only a step that may be done twice is repeated. */
  | { ended: "unknown"; error: RunError };

/** Records how the effect of this key ended; `random` (0–1) spreads the next attempt. */
export function applyResult(
  state: RunState,
  key: string,
  result: EffectResult,
  { now, random, isRepeatable }: { now: number; random: number; isRepeatable: boolean },
): void {
  const record = state.records.get(key);
  if (record?.status !== "running") throw new RangeError(`no effect of "${key}" is under way`);
  if (result.ended === "waits") {
    settle(state, record, { status: "waiting" });
    return;
  }
  if (result.ended === "done") {
    if (JSON.stringify(result.output).length > MAX_OUTPUT_LENGTH) {
      const error = { code: "too_large", message: "it was done, but its output has more than 1 MiB" };
      settle(state, record, { status: "failed", error, finishedAt: now });
      return;
    }
    settle(state, record, { status: "done", output: result.output, error: null, finishedAt: now });
    return;
  }
  const { error } = result;
  if (result.ended === "unknown" && !isRepeatable) {
    settle(state, record, { status: "unknown", error });
    return;
  }
  const line = { attempt: record.attempt, at: now, code: error.code, message: error.message.slice(0, 1000) };
  const log = [...record.log, line].slice(-25);
  const step = state.steps.get(record.stepId);
  const mayRepeat = result.ended === "unknown" || result.isRetryable;
  const failures = log.filter(({ code }) => code !== "worker_lost").length;
  if (!step || !mayRepeat || failures > step.retry.tries) {
    settle(state, record, { status: "failed", error, log, finishedAt: now });
    return;
  }
  const retryAfterSeconds = result.ended === "failed" ? result.retryAfterSeconds : undefined;
  const delay = retryDelayMs(step.retry, {
    attempt: failures,
    random,
    ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }),
  });
  settle(state, record, { status: "retrying", error, log, dueAt: now + delay });
}
