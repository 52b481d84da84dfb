import { z } from "zod";
import type { Value } from "../../shared/workflows/parts.ts";
import { Job, parseAnswer } from "./answer.ts";
import { ask } from "./ask.ts";
import { ClaimedRun } from "./claim-run.ts";
import type { Database } from "./client.ts";

const Received = z.discriminatedUnion("status", [
  z.object({ status: z.enum(["unknown", "not_started_so", "paused"]) }),
  z.object({ status: z.literal("seen"), run: z.uuid() }),
  z.object({
    status: z.literal("started"),
    run: z.uuid(),
    answer: z.enum(["at-once", "when-done"]),
    /** null: as many runs of the workflow as it allows are under way, so this one is queued. */
    claim: ClaimedRun.nullable(),
    job: Job.nullable(),
  }),
]);

const RunResult = z.object({ status: z.string(), output: z.json() });
export type RunResult = z.infer<typeof RunResult>;

/** Starts the run of a verified message, once for its id, and claims it for this worker. */
export async function receiveWebhook(
  sql: Database,
  message: {
    workflowId: string;
    secretId: string;
    id: string;
    /** Epoch seconds. */
    sentAt: number;
    input: Value;
    leaseMs: number;
  },
): Promise<z.infer<typeof Received>> {
  const { workflowId, secretId, id, sentAt, input, leaseMs } = message;
  return parseAnswer(
    Received,
    await ask(sql, "private.receive_webhook", [
      workflowId,
      secretId,
      id,
      sentAt,
      JSON.stringify(input),
      leaseMs,
    ]),
  );
}

/** How far a run is, and its output once it is done. */
export async function readRunResult(sql: Database, runId: string): Promise<RunResult> {
  return parseAnswer(RunResult, await sql`select private.run_result(${runId}) as answer`);
}
