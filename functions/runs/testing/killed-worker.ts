// A process that serves the deliveries of runs as `functions/runs` does, and dies by SIGKILL where it is told to. Started
// by fleet.ts; its first argument names the variant of the engine, the second the lease in milliseconds.
import { openDatabase } from "../../_db/client.ts";
import { readEnv } from "../../_http/env.ts";
import { createPublisher } from "../../_http/publish.ts";
import { createOutbound } from "../../_outbound/outbound.ts";
import { readOutboundOptions } from "../../_outbound/outbound-env.ts";
import { openRunner } from "../../_runs/open-runner.ts";
import { serveFetch } from "../../testing/serve-fetch.ts";
import { serveRuns } from "../runs.ts";
import type { KillPoint, Order, Variant } from "./kill-points.ts";
import { tapQueries } from "./tap-queries.ts";

const variant = process.argv[2] as Variant;
const leaseMs = Number(process.argv[3]);
const env = readEnv(process.env);
let order: Order | null = null;
process.on("message", (given: Order) => {
  order = given;
});
process.on("disconnect", () => process.exit(0));

function pass(point: KillPoint): void {
  if (order?.point !== point) return;
  if (order.skip > 0) order.skip--;
  else process.kill(process.pid, "SIGKILL");
}

const send = createPublisher(env);
const outbound = createOutbound(readOutboundOptions(process.env));
const runner = openRunner({
  sql: tapQueries(openDatabase(env.FLOYO_DB_URL), { pass, variant }),
  outbound: {
    ...outbound,
    async request(call) {
      const answer = await outbound.request(call);
      pass("call answered");
      return answer;
    },
  },
  async publish(topic, job) {
    pass("before publishing");
    await send(topic, job);
    pass("after publishing");
  },
  leaseMs,
});
const { fetch } = serveRuns(env, {
  async deliver(delivery, log) {
    const outcome = await runner.deliver(delivery, log);
    pass("before the answer");
    return outcome;
  },
});
const { url } = await serveFetch(fetch);
process.send?.({ url });
