import { RequestError } from "../request-error.ts";
import { ok, type Route } from "./route.ts";

export const flowControlRoutes: Route[] = [
  { methods: ["GET"], pattern: /^\/v2\/flowControl$/, handle: ({ flows }) => ok(flows.list()) },
  {
    methods: ["GET"],
    pattern: /^\/v2\/globalParallelism$/,
    handle: (broker) => ok({ parallelismMax: broker.maxParallel, parallelismCount: broker.activeCount() }),
  },
  {
    methods: ["GET"],
    pattern: /^\/v2\/flowControl\/([^/]+)$/,
    handle: ({ flows }, { parts: [key = ""] }) => ok(flows.describe(key)),
  },
  {
    methods: ["POST"],
    pattern: /^\/v2\/flowControl\/([^/]+)\/(pause|resume|pin|unpin|resetRate)$/,
    handle(broker, { parts: [key = "", action], query }) {
      const { flows } = broker;
      if (action === "pause") flows.pause(key);
      else if (action === "resume") flows.resume(key);
      else if (action === "resetRate") flows.resetRate(key);
      else if (action === "pin") {
        flows.pin(key, {
          parallelism: limit(query, "parallelism"),
          rate: limit(query, "rate"),
          periodSeconds: limit(query, "period"),
        });
      } else {
        flows.unpin(key, {
          parallelism: query.get("parallelism") === "true",
          rate: query.get("rate") === "true",
        });
      }
      broker.wake();
      return ok();
    },
  },
];

function limit(query: URLSearchParams, name: string): number | undefined {
  const text = query.get(name);
  if (text === null) return undefined;
  if (!/^[1-9]\d*$/.test(text))
    throw new RequestError(400, `invalid ${name} "${text}": a whole number from 1`);
  return Number(text);
}
