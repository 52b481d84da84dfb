import { claimJob } from "../_db/claim-job.ts";
import type { Database } from "../_db/client.ts";
import { type Outcome, settleJob } from "../_db/settle-job.ts";
import type { Log } from "../_http/log.ts";
import type { Job } from "../_http/publish.ts";
import type { ObjectStore } from "../_storage/open-storage.ts";
import type { JobsEnv } from "./env.ts";
import { WORK } from "./work/work.ts";

interface JobDelivery {
  outboxId: number;
  /** The attempt the message was published for; null when there was no message. */
  attempt: number | null;
  jti: string;
}

/** Longer than any delivery lasts: whoever still works after it has died. */
const LEASE_MS = 60_000;

export type JobOutcome =
  | { status: "busy"; retryMs: number }
  | {
      status: "gone" | "done" | "dead" | "lost" | "seen" | "early" | "again" | "failed";
      topic?: string;
      job: Job | null;
      /** Messages that the work owes besides its own. */
      jobs?: readonly (Job & { topic: string })[];
    };

/**
 * One delivery of a row of the outbox: claimed, worked on, settled. An error is written into the row and tried again
 * later, eight times; what is still owed a message is in `job`.
 */
export async function runJob(
  { sql, storage, env, log }: { sql: Database; storage: ObjectStore; env: JobsEnv; log: Log },
  delivery: JobDelivery,
): Promise<JobOutcome> {
  const claim = await claimJob(sql, { ...delivery, leaseMs: LEASE_MS });
  if (claim.status === "busy") return claim;
  if (claim.status !== "claimed") return { status: claim.status, job: "job" in claim ? claim.job : null };

  const work = WORK[claim.topic];
  const ended: Outcome = work
    ? await work({ sql, storage, env, payload: claim.payload, userId: claim.userId }).catch(
        (error: unknown) => {
          log.error(
            { event: "job failed", topic: claim.topic, outboxId: delivery.outboxId, tries: claim.tries },
            error,
          );
          return { outcome: "failed", error: error instanceof Error ? error.message : String(error) };
        },
      )
    : { outcome: "failed", error: `no work is called "${claim.topic}"` };
  const settled = await settleJob(sql, { ...delivery, token: claim.token }, ended);
  return {
    status: settled.status,
    topic: claim.topic,
    job: "job" in settled ? settled.job : null,
    jobs: ended.jobs ?? [],
  };
}
