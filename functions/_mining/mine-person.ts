import { claimMining } from "../_db/claim-mining.ts";
import type { Database } from "../_db/client.ts";
import { commitMining } from "../_db/commit-mining.ts";
import { type OwedJob, owedJobs } from "../_db/owed-jobs.ts";
import { readDecisions } from "../_db/read-decisions.ts";
import { readEvents } from "../_db/read-events.ts";
import { readMiningState } from "../_db/read-mining-state.ts";
import { releaseMining } from "../_db/release-mining.ts";
import { restartMining } from "../_db/restart-mining.ts";
import type { Job } from "../_http/publish.ts";
import { ENGINE_VERSION, emptyState, mine, readState } from "./engine.ts";

const MAX_BATCH = 5000;

interface MiningDelivery {
  outboxId: number;
  /** The attempt the message was published for; null when there was no message. */
  attempt: number | null;
  jti: string;
  leaseMs: number;
  log: { info(fields: Record<string, string | number>): void };
}

export type MiningOutcome =
  | { status: "committed"; job: Job | null; runs: readonly OwedJob[] }
  | { status: "early" | "seen"; job: Job | null }
  | { status: "busy"; retryMs: number }
  | { status: "done" | "parked" | "gone" | "lost" };

/**
 * One step of mining for the person of an outbox row: claim, read, mine, commit. The attempt is counted before the work
 * and the batch halves with each, so that work that kills its worker shrinks and at last is parked. Whatever is left is
 * in `job`, the message to publish; `runs` are those of workflows that it started. An error gives the lease back and is thrown on.
 */
export async function minePerson(sql: Database, delivery: MiningDelivery): Promise<MiningOutcome> {
  const claim = await claimMining(sql, { ...delivery, engine: ENGINE_VERSION });
  if (claim.status !== "claimed") return claim;
  const { userId, lease } = claim;
  try {
    const limit = Math.ceil(MAX_BATCH / 2 ** (claim.attempt - 1));
    const [chunks, decisions] = await Promise.all([readMiningState(sql, userId), readDecisions(sql, userId)]);
    const stored = readState(chunks);
    if (!stored) await restartMining(sql, { userId, lease });
    const state = stored ?? emptyState();
    const minedSeq = stored ? claim.minedSeq : 0;
    const events = await readEvents(sql, { userId, afterSeq: minedSeq, limit });
    const startedAt = performance.now();
    const { result, took } = mine({
      state,
      events,
      decisions,
      claim: { minedSeq, lastSeq: claim.lastSeq },
      now: Date.now(),
    });
    delivery.log.info({
      event: "mined",
      events: took,
      patterns: result.patterns?.length ?? 0,
      mineMs: Math.round(performance.now() - startedAt),
    });
    const { outboxId, jti } = delivery;
    const committed = await commitMining(sql, { userId, lease, outboxId, jti, result });
    if (committed.status === "lost") return committed;
    const owed = result.patterns === null ? [] : await owedJobs(sql, userId);
    return { ...committed, runs: owed.filter(({ topic }) => topic === "run") };
  } catch (error) {
    const reason = error instanceof Error ? `${error.name}: ${error.message}` : "unknown";
    await releaseMining(sql, { userId, lease, outboxId: delivery.outboxId, reason }).catch(() => {});
    throw error;
  }
}
