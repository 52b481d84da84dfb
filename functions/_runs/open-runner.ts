import type { ClaimedRun } from "../_db/claim-run.ts";
import type { Database } from "../_db/client.ts";
import { markPublished } from "../_db/mark-published.ts";
import type { FileStore } from "../_files/open-files.ts";
import type { Log } from "../_http/log.ts";
import type { Job } from "../_http/publish.ts";
import type { Outbound } from "../_outbound/outbound.ts";
import { type EffectContext, performEffect } from "./perform-effect.ts";
import { type Engine, LEASE_MS, type RunOutcome, runWorkflow, workOn } from "./run-workflow.ts";

export interface RunnerOptions {
  sql: Database;
  outbound: Outbound;
  /** Left out: steps that use connections fail. */
  connections?: EffectContext["connections"] | undefined;
  /** null: there is no room for files. */
  files?: FileStore | null;
  publish(topic: string, job: Job): Promise<void>;
  leaseMs?: number | undefined;
}

export interface Runner {
  leaseMs: number;
  /** Works on the run of a delivery. */
  deliver(delivery: { outboxId: number; attempt: number | null; jti: string }, log: Log): Promise<RunOutcome>;
  /** Works on a run that was claimed as it was made. */
  begin(claim: ClaimedRun, log: Log): Promise<RunOutcome>;
  /** Publishes a message that is owed; when that fails the next tick does it. */
  owe(job: Job, log: Log): Promise<void>;
}

/** The engine with everything it works through, for the functions that bring runs on their way. */
export function openRunner({
  sql,
  outbound,
  connections = null,
  files = null,
  publish,
  leaseMs = LEASE_MS,
}: RunnerOptions): Runner {
  async function owe(job: Job, log: Log): Promise<void> {
    try {
      await publish("run", job);
      await markPublished(sql, job);
    } catch (error) {
      log.error({ event: "publish failed", outboxId: job.id }, error);
    }
  }

  const engineFor = (log: Log): Engine => ({
    sql,
    leaseMs,
    perform: (effect, run) =>
      performEffect(effect, { sql, outbound, connections, files, run, owe: (job) => owe(job, log) }),
  });

  async function settled(outcome: Promise<RunOutcome>, log: Log): Promise<RunOutcome> {
    const ended = await outcome;
    if (ended.status !== "busy" && ended.job) await owe(ended.job, log);
    if (ended.status === "ran") await Promise.all(ended.jobs.map((job) => owe(job, log)));
    return ended;
  }

  return {
    leaseMs,
    owe,
    deliver: (delivery, log) => settled(runWorkflow(engineFor(log), delivery), log),
    begin: (claim, log) => settled(workOn(engineFor(log), claim, null), log),
  };
}
