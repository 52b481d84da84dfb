import { z } from "zod";
import { openDatabase } from "../_db/client.ts";
import { markPublished } from "../_db/mark-published.ts";
import { deliveryEndpoint } from "../_http/delivery.ts";
import { json, type RequestContext } from "../_http/endpoint.ts";
import type { Env } from "../_http/env.ts";
import { createPublisher, type Job } from "../_http/publish.ts";
import { createDeliveryVerifier } from "../_http/qstash.ts";
import { unavailable } from "../_http/refusal.ts";
import { minePerson } from "../_mining/mine-person.ts";

const Body = z.object({
  outboxId: z.number().int().positive(),
  attempt: z.number().int().positive().optional(),
});

const RETRY_S = 10;

/** `POST /mine`: one delivery mines the next events of one person. */
export function createMine(env: Env): { fetch(request: Request): Promise<Response>; stop(): Promise<void> } {
  const sql = openDatabase(env.FLOYO_DB_URL);
  const publish = createPublisher(env);

  const { fetch } = deliveryEndpoint({
    name: "mine",
    verify: createDeliveryVerifier({
      url: `${env.FLOYO_FUNCTIONS_URL}/mine`,
      currentSigningKey: env.QSTASH_CURRENT_SIGNING_KEY,
      nextSigningKey: env.QSTASH_NEXT_SIGNING_KEY,
    }),
    body: Body,
    async run({ outboxId, attempt = null }, jti, context) {
      const outcome = await minePerson(sql, {
        outboxId,
        attempt,
        jti,
        leaseMs: env.FLOYO_MINE_LEASE_MS,
        log: context.log,
      }).catch((cause: unknown) => {
        throw unavailable("this person could not be mined just now", RETRY_S, cause);
      });
      if (outcome.status === "busy") {
        throw unavailable("this person is being mined", Math.max(1, Math.ceil(outcome.retryMs / 1000)));
      }
      if (outcome.status === "lost") throw unavailable("another delivery took over", 5);
      if ("job" in outcome && outcome.job) await publishJob("mine", outcome.job, context);
      if (outcome.status === "committed") {
        await Promise.all(outcome.runs.map((job) => publishJob("run", job, context)));
      }
      return json({ status: outcome.status });
    },
  });

  /** A message that is not sent now is sent by the next tick. */
  async function publishJob(topic: "mine" | "run", job: Job, context: RequestContext): Promise<void> {
    try {
      await publish(topic, job);
      await markPublished(sql, job);
    } catch (error) {
      context.log.error({ event: "publish failed", outboxId: job.id }, error);
    }
  }

  return { fetch, stop: () => sql.end({ timeout: 5 }) };
}
