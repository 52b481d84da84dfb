import { z } from "zod";
import { askForDigests } from "../_db/ask-for-digests.ts";
import { openDatabase } from "../_db/client.ts";
import { continueErasing } from "../_db/continue-erasing.ts";
import { markPublished } from "../_db/mark-published.ts";
import { runNightly } from "../_db/run-nightly.ts";
import { runTick } from "../_db/run-tick.ts";
import { deliveryEndpoint } from "../_http/delivery.ts";
import { json, type RequestContext } from "../_http/endpoint.ts";
import { createPublisher, type Job } from "../_http/publish.ts";
import { createDeliveryVerifier } from "../_http/qstash.ts";
import { unavailable } from "../_http/refusal.ts";
import { ENGINE_VERSION } from "../_mining/engine.ts";
import { minePerson } from "../_mining/mine-person.ts";
import type { MasterKeys } from "../_secrets/master-keys.ts";
import { openStorage } from "../_storage/open-storage.ts";
import type { JobsEnv } from "./env.ts";
import { removeDeadFiles } from "./remove-dead-files.ts";
import { removeOldExports } from "./remove-old-exports.ts";
import { runJob } from "./run-job.ts";
import { signHeads } from "./sign-heads.ts";
import { startSchedules } from "./start-schedules.ts";

const Body = z.union([
  z.object({ task: z.enum(["tick", "reconcile", "hourly", "nightly"]) }),
  z.object({ outboxId: z.number().int().positive(), attempt: z.number().int().positive().optional() }),
]);

/** So many messages at once, so that a hundred of them take a second and not ten. */
const PARALLEL_PUBLISHES = 10;
/** A tick stops running rows directly after this long: the next one is a minute away. */
const DIRECT_BUDGET_MS = 10_000;
/** Digests that one tick counts; the rest is the next tick's. */
const MOST_DIGESTS = 200;
/** Steps of 20 000 events each: what one tick deletes of removed sources, whose pages were closed. */
const ERASE_STEPS = 5;

/**
 * `POST /jobs`: the schedules' deliveries and those of the outbox. `tick` and `reconcile` are the same work. Without
 * `masters` no data key is wrapped anew.
 */
export function createJobs(
  env: JobsEnv,
  { masters = null }: { masters?: MasterKeys | null } = {},
): {
  fetch(request: Request): Promise<Response>;
  stop(): Promise<void>;
} {
  const sql = openDatabase(env.FLOYO_DB_URL);
  const storage = openStorage({ supabaseUrl: env.SUPABASE_URL, key: env.FLOYO_JOBS_KEY });
  const publish = createPublisher(env);

  const { fetch } = deliveryEndpoint({
    name: "jobs",
    verify: createDeliveryVerifier({
      url: `${env.FLOYO_FUNCTIONS_URL}/jobs`,
      currentSigningKey: env.QSTASH_CURRENT_SIGNING_KEY,
      nextSigningKey: env.QSTASH_NEXT_SIGNING_KEY,
    }),
    body: Body,
    async run(body, jti, context) {
      if ("outboxId" in body) return json(await deliver(body, jti, context));
      if (body.task === "nightly") return json(await runNightly(sql, { jti, engine: ENGINE_VERSION }));
      if (body.task === "hourly") return json(await hourly(context));
      return json(await tick(jti, context));
    },
  });

  async function deliver(job: { outboxId: number; attempt?: number }, jti: string, context: RequestContext) {
    const delivery = { outboxId: job.outboxId, attempt: job.attempt ?? null, jti };
    const outcome = await runJob({ sql, storage, env, log: context.log }, delivery);
    if (outcome.status === "busy") {
      throw unavailable("another delivery works on this", Math.max(1, Math.ceil(outcome.retryMs / 1000)));
    }
    const own = outcome.job ? [{ ...outcome.job, topic: outcome.topic ?? "jobs" }] : [];
    await publishAll([...own, ...(outcome.jobs ?? [])], context);
    return { status: outcome.status };
  }

  async function hourly({ log }: RequestContext) {
    const signed = await signHeads({ sql, storage, auditKey: env.FLOYO_AUDIT_KEY }, new Date());
    const files = await removeDeadFiles({ sql, storage });
    const removed = await removeOldExports({ sql, storage });
    const keys = masters && (await (await import("./wrap-keys.ts")).wrapKeys({ sql, masters, log }));
    return { status: "done", signed, removed, files, keys };
  }

  async function tick(jti: string, context: RequestContext) {
    const answer = await runTick(sql, jti);
    if (answer.status === "seen") return answer;
    const scheduled = await startSchedules({ sql, log: context.log });
    const digests = await askForDigests(sql, MOST_DIGESTS);
    const published = await publishAll([...answer.jobs, ...scheduled.jobs, ...digests], context);
    const ran = await runDirectly(answer.overdue, context);
    const erased = await continueErasing(sql, { steps: ERASE_STEPS });
    const { status, woken, sealed } = answer;
    return { status, woken, sealed, started: scheduled.started, published, ran, erased };
  }

  async function publishAll(jobs: readonly (Job & { topic: string })[], context: RequestContext) {
    let published = 0;
    for (let start = 0; start < jobs.length; start += PARALLEL_PUBLISHES) {
      const group = jobs.slice(start, start + PARALLEL_PUBLISHES);
      await Promise.all(
        group.map(async (job) => {
          try {
            await publish(job.topic, job);
            await markPublished(sql, job);
            published++;
          } catch (error) {
            context.log.error({ event: "publish failed", outboxId: job.id }, error);
          }
        }),
      );
    }
    return published;
  }

  /** What the queue could not bring to an end in ten minutes is done here, without the queue. */
  async function runDirectly(overdue: readonly { id: number; topic: string }[], context: RequestContext) {
    const endsAt = performance.now() + DIRECT_BUDGET_MS;
    let ran = 0;
    for (const { id, topic } of overdue) {
      if (performance.now() > endsAt) break;
      // A run is worked on by its own function alone; the tick publishes it anew every two minutes.
      if (topic === "run") continue;
      const delivery = { outboxId: id, attempt: null, jti: `direct:${id}:${context.requestId}` };
      if (topic !== "mine") {
        const outcome = await runJob({ sql, storage, env, log: context.log }, delivery);
        if (outcome.status === "done" || outcome.status === "again") ran++;
        if ("jobs" in outcome) await publishAll(outcome.jobs ?? [], context);
        continue;
      }
      const outcome = await minePerson(sql, {
        ...delivery,
        leaseMs: env.FLOYO_MINE_LEASE_MS,
        log: context.log,
      });
      if (outcome.status === "committed") ran++;
    }
    return ran;
  }

  return { fetch, stop: () => sql.end({ timeout: 5 }) };
}
