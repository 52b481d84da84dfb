import { z } from "zod";
import { openDatabase } from "../_db/client.ts";
import { openFiles } from "../_files/open-files.ts";
import { deliveryEndpoint } from "../_http/delivery.ts";
import { json } from "../_http/endpoint.ts";
import type { Env } from "../_http/env.ts";
import { createPublisher } from "../_http/publish.ts";
import { createDeliveryVerifier } from "../_http/qstash.ts";
import { unavailable } from "../_http/refusal.ts";
import { openRunner, type Runner, type RunnerOptions } from "../_runs/open-runner.ts";

const Body = z.object({ outboxId: z.number().int().positive(), attempt: z.number().int().positive() });

/** `POST /runs`: the deliveries of runs, each worked on inline up to a wait, a limit or the run's end. */
export function createRuns(
  env: Env,
  { outbound, leaseMs, connections }: Pick<RunnerOptions, "outbound" | "leaseMs" | "connections">,
): { fetch(request: Request): Promise<Response>; stop(): Promise<void> } {
  const sql = openDatabase(env.FLOYO_DB_URL);
  const publish = createPublisher(env);
  const { fetch } = serveRuns(
    env,
    openRunner({ sql, outbound, files: openFiles(env), connections, publish, leaseMs }),
  );
  return { fetch, stop: () => sql.end({ timeout: 5 }) };
}

/** The endpoint over a runner. */
export function serveRuns(
  env: Env,
  runner: Pick<Runner, "deliver">,
): { fetch(request: Request): Promise<Response> } {
  return deliveryEndpoint({
    name: "runs",
    verify: createDeliveryVerifier({
      url: `${env.FLOYO_FUNCTIONS_URL}/runs`,
      currentSigningKey: env.QSTASH_CURRENT_SIGNING_KEY,
      nextSigningKey: env.QSTASH_NEXT_SIGNING_KEY,
    }),
    body: Body,
    async run(body, jti, context) {
      const outcome = await runner.deliver({ ...body, jti }, context.log);
      if (outcome.status === "busy") {
        throw unavailable("another delivery works on this", Math.max(1, Math.ceil(outcome.retryMs / 1000)));
      }
      return json({ status: outcome.status });
    },
  });
}
