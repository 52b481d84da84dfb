import { z } from "zod";
import { openDatabase } from "../_db/client.ts";
import { continueErasing } from "../_db/continue-erasing.ts";
import { markPublished } from "../_db/mark-published.ts";
import { runNightly } from "../_db/run-nightly.ts";
import { runTick } from "../_db/run-tick.ts";
import { deliveryEndpoint } from "../_http/delivery.ts";
import { json, type RequestContext } from "../_http/endpoint.ts";
import type { Env } from "../_http/env.ts";
import { createPublisher, type Job } from "../_http/publish.ts";
import { createDeliveryVerifier } from "../_http/qstash.ts";
import { ENGINE_VERSION } from "../_mining/engine.ts";
import { minePerson } from "../_mining/mine-person.ts";

const Task = z.object({ task: z.enum(["tick", "reconcile", "nightly"]) });

/** So many messages at once, so that a hundred of them take a second and not ten. */
const PARALLEL_PUBLISHES = 10;
/** A tick stops running rows directly after this long: the next one is a minute away. */
const DIRECT_BUDGET_MS = 10_000;
/** Steps of 20 000 events each: what one tick deletes of removed sources, whose pages were closed. */
const ERASE_STEPS = 5;

/** `POST /jobs`: the schedules' deliveries. `tick` and `reconcile` are the same work. */
export function createJobs(env: Env): { fetch(request: Request): Promise<Response>; stop(): Promise<void> } {
  const sql = openDatabase(env.FLOYO_DB_URL);
  const publish = createPublisher({
    qstashUrl: env.QSTASH_URL,
    qstashToken: env.QSTASH_TOKEN,
    functionsUrl: env.FLOYO_FUNCTIONS_URL,
  });

  const { fetch } = deliveryEndpoint({
    name: "jobs",
    verify: createDeliveryVerifier({
      url: `${env.FLOYO_FUNCTIONS_URL}/jobs`,
      currentSigningKey: env.QSTASH_CURRENT_SIGNING_KEY,
      nextSigningKey: env.QSTASH_NEXT_SIGNING_KEY,
    }),
    body: Task,
    async run({ task }, jti, context) {
      if (task === "nightly") return json(await runNightly(sql, { jti, engine: ENGINE_VERSION }));
      return json(await tick(jti, context));
    },
  });

  async function tick(jti: string, context: RequestContext) {
    const answer = await runTick(sql, jti);
    if (answer.status === "seen") return answer;
    const published = await publishAll(answer.jobs, context);
    const ran = await runDirectly(answer.overdue, context);
    const erased = await continueErasing(sql, { steps: ERASE_STEPS });
    return { status: answer.status, woken: answer.woken, published, ran, erased };
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
  async function runDirectly(outboxIds: readonly number[], context: RequestContext) {
    const endsAt = performance.now() + DIRECT_BUDGET_MS;
    let ran = 0;
    for (const outboxId of outboxIds) {
      if (performance.now() > endsAt) break;
      const delivery = { outboxId, attempt: null, jti: `direct:${outboxId}:${context.requestId}` };
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
