import { z } from "zod";
import type { RunError, StepRecord } from "../../shared/workflows/engine/records.ts";
import type { Value } from "../../shared/workflows/parts.ts";
import { Job, parseAnswer } from "./answer.ts";
import { ask } from "./ask.ts";
import type { Database } from "./client.ts";

const Committed = z.object({
  status: z.enum(["ok", "lost"]),
  /** The run's own message. */
  job: Job.nullish(),
  /** Those of other runs. */
  jobs: z.array(Job).default([]),
});

/** What the records lead to: an effect that is claimed now, or the end of this delivery. */
export type RunEnd =
  | { kind: "claim" }
  | { kind: "wait"; for: "time" | "retry" | "approval" | "run" | "file"; until: number | null }
  | { kind: "again" }
  | { kind: "done"; output: Value }
  | { kind: "failed" | "unknown"; error: RunError };

/** Stores records under the claim's token; `lost` when another worker or a cancellation took the run away. */
export async function commitRun(
  sql: Database,
  claim: { runId: string; token: string; jti: string | null; leaseMs: number },
  records: readonly StepRecord[],
  ended: RunEnd,
): Promise<z.infer<typeof Committed>> {
  return parseAnswer(
    Committed,
    await ask(sql, "private.commit_run", [
      claim.runId,
      claim.token,
      claim.jti,
      claim.leaseMs,
      JSON.stringify(records),
      JSON.stringify(ended),
    ]),
  );
}
