import { z } from "zod";
import { Job, parseAnswer } from "./answer.ts";
import { ask } from "./ask.ts";
import type { Database } from "./client.ts";

/** A run that is this worker's for a while: whoever records needs its token. */
export const ClaimedRun = z.object({
  status: z.literal("claimed"),
  token: z.uuid(),
  definition: z.unknown(),
  /** Whether an earlier run found nothing wrong with this version. */
  isChecked: z.boolean(),
  facts: z.object({
    id: z.uuid(),
    workflow: z.object({ id: z.uuid(), name: z.string(), version: z.number().int() }),
    startedAt: z.number(),
    countsFrom: z.number(),
    trigger: z.json(),
    input: z.json(),
    repeats: z.number().int(),
  }),
  records: z.array(
    z.object({
      key: z.string(),
      place: z.number().int(),
      stepId: z.string(),
      kind: z.string(),
      status: z.enum(["running", "retrying", "waiting", "done", "failed", "unknown", "cancelled"]),
      attempt: z.number().int(),
      input: z.json(),
      output: z.json(),
      error: z.object({ code: z.string(), message: z.string(), status: z.number().optional() }).nullable(),
      log: z.array(z.object({ attempt: z.number(), at: z.number(), code: z.string(), message: z.string() })),
      startedAt: z.number(),
      finishedAt: z.number().nullable(),
      dueAt: z.number().nullable(),
    }),
  ),
});
export type ClaimedRun = z.infer<typeof ClaimedRun>;

const RunClaim = z.discriminatedUnion("status", [
  z.object({ status: z.enum(["gone", "done", "parked"]) }),
  z.object({ status: z.enum(["seen", "early"]), job: Job.nullable() }),
  z.object({ status: z.literal("busy"), retryMs: z.number().int() }),
  ClaimedRun,
]);

export type RunClaim = z.infer<typeof RunClaim>;

/** Takes the run of an outbox row for one delivery, with its definition and what is recorded of it. */
export async function claimRun(
  sql: Database,
  job: { outboxId: number; attempt: number | null; jti: string; leaseMs: number },
): Promise<RunClaim> {
  return parseAnswer(
    RunClaim,
    await ask(sql, "private.claim_run", [job.outboxId, job.attempt, job.jti, job.leaseMs]),
  );
}

/** Notes that nothing is wrong with a version. */
export async function passVersion(sql: Database, workflow: { id: string; version: number }): Promise<void> {
  await sql`select private.pass_version(${workflow.id}, ${workflow.version})`;
}

/** Gives a run back after an error that was caught, so that the next delivery need not wait for the lease to end. */
export async function releaseRun(sql: Database, claim: { runId: string; token: string }): Promise<void> {
  await sql`select private.release_run(${claim.runId}, ${claim.token})`;
}
