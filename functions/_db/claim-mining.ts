import { z } from "zod";
import { Job, parseAnswer } from "./answer.ts";
import type { Database } from "./client.ts";

const Claimed = z.object({
  status: z.literal("claimed"),
  userId: z.uuid(),
  lease: z.uuid(),
  /** 1 for the first try at these events. */
  attempt: z.number().int(),
  minedSeq: z.number().int(),
  lastSeq: z.number().int(),
});

const Claim = z.discriminatedUnion("status", [
  Claimed,
  z.object({ status: z.literal("early"), job: Job.nullable() }),
  z.object({ status: z.literal("seen"), job: Job.nullable() }),
  z.object({ status: z.literal("busy"), retryMs: z.number().int() }),
  z.object({ status: z.enum(["done", "parked", "gone"]) }),
]);

export type Claimed = z.infer<typeof Claimed>;
export type Claim = z.infer<typeof Claim>;

/** Takes the person of an outbox row for mining; the attempt is committed when this returns. */
export async function claimMining(
  sql: Database,
  claim: { outboxId: number; attempt: number | null; jti: string; engine: number; leaseMs: number },
): Promise<Claim> {
  const rows = await sql`
    select private.claim_mining(
      ${claim.outboxId}, ${claim.attempt}, ${claim.jti}, ${claim.engine}, ${claim.leaseMs}
    ) as answer`;
  return parseAnswer(Claim, rows);
}
