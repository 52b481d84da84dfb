import { z } from "zod";
import { Job, parseAnswer } from "./answer.ts";
import type { Database } from "./client.ts";

const Claim = z.discriminatedUnion("status", [
  z.object({ status: z.enum(["gone", "done", "dead"]) }),
  z.object({ status: z.enum(["seen", "early"]), job: Job.nullable() }),
  z.object({ status: z.literal("busy"), retryMs: z.number().int() }),
  z.object({
    status: z.literal("claimed"),
    token: z.uuid(),
    topic: z.string(),
    payload: z.record(z.string(), z.unknown()),
    userId: z.uuid().nullable(),
    tries: z.number().int(),
  }),
]);

export type Claim = z.infer<typeof Claim>;

/** Takes a row of the outbox for one delivery, at most one at a time; committed before the work begins. */
export async function claimJob(
  sql: Database,
  job: { outboxId: number; attempt: number | null; jti: string; leaseMs: number },
): Promise<Claim> {
  return parseAnswer(
    Claim,
    await sql`select private.claim_job(${job.outboxId}, ${job.attempt}, ${job.jti}, ${job.leaseMs}) as answer`,
  );
}
