import type { Value } from "../../shared/workflows/parts.ts";
import type { Database } from "../_db/client.ts";
import { readRunResult } from "../_db/receive-webhook.ts";
import type { RunOutcome } from "../_runs/run-workflow.ts";

/** How often a run that went on elsewhere is looked at. */
const LOOK_MS = 500;
/** So long a sender that wants the output waits. */
const WAIT_MS = 30_000;
const ENDED = ["done", "failed", "unknown", "cancelled"];

interface Ended {
  status: string;
  output: Value;
}

/** The run's end, from this worker or, if it went on elsewhere, from the database; null when the time is over. */
export async function endOf(
  sql: Database,
  {
    run,
    work,
    waitMs = WAIT_MS,
  }: { run: string; work: Promise<RunOutcome | null>; waitMs?: number | undefined },
): Promise<Ended | null> {
  const until = performance.now() + waitMs;
  const outcome = await within(waitMs, work);
  if (outcome && outcome.status === "ran" && outcome.end.kind === "done") {
    return { status: "done", output: outcome.end.output };
  }
  while (performance.now() < until) {
    const { status, output } = await readRunResult(sql, run);
    if (ENDED.includes(status)) return { status, output };
    await within(Math.min(LOOK_MS, until - performance.now()), new Promise<void>(() => {}));
  }
  return null;
}

async function within<T>(ms: number, work: Promise<T>): Promise<T | null> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const over = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), Math.max(0, ms));
  });
  try {
    return await Promise.race([work, over]);
  } finally {
    clearTimeout(timer);
  }
}
