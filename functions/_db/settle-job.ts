import { z } from "zod";
import { Job, parseAnswer } from "./answer.ts";
import type { Database } from "./client.ts";

const Settled = z.discriminatedUnion("status", [
  z.object({ status: z.enum(["done", "lost"]) }),
  z.object({ status: z.enum(["again", "failed"]), job: Job.nullable() }),
]);

/**
 * How a claim ended: all done, progress with more to do after a delay, or an error that is tried again later. `jobs` are
 * messages that the work owes besides its own.
 */
export type Outcome = (
  | { outcome: "done" }
  | { outcome: "again"; delayMs: number }
  | { outcome: "failed"; error: string }
) & { jobs?: readonly (z.infer<typeof Job> & { topic: string })[] };

/** Ends a claim and gives the message it owes; `lost` when another delivery took over meanwhile. */
export async function settleJob(
  sql: Database,
  claim: { outboxId: number; token: string; jti: string },
  ended: Outcome,
): Promise<z.infer<typeof Settled>> {
  const delayMs = ended.outcome === "again" ? ended.delayMs : 0;
  const error = ended.outcome === "failed" ? ended.error : null;
  return parseAnswer(
    Settled,
    await sql`
      select private.settle_job(${claim.outboxId}, ${claim.token}, ${claim.jti}, ${ended.outcome}, ${delayMs}, ${error})
      as answer`,
  );
}
