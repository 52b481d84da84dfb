import { z } from "zod";
import { deleteQueue, getQueue, listQueues, upsertQueue } from "../queues.ts";
import { RequestError } from "../request-error.ts";
import { ok, parseJson, type Route } from "./route.ts";

const Upsert = z.object({
  queueName: z.string(),
  parallelism: z.int().min(1).default(1),
  paused: z.boolean().optional(),
});

export const queueRoutes: Route[] = [
  {
    methods: ["POST"],
    pattern: /^\/v2\/queues$/,
    handle(broker, request) {
      const wanted = Upsert.safeParse(parseJson(request));
      if (!wanted.success) throw new RequestError(400, `invalid queue: ${z.prettifyError(wanted.error)}`);
      const { queueName, ...settings } = wanted.data;
      upsertQueue(broker, { name: queueName, ...settings });
      broker.wake();
      return ok();
    },
  },
  { methods: ["GET"], pattern: /^\/v2\/queues$/, handle: (broker) => ok(listQueues(broker)) },
  {
    methods: ["GET"],
    pattern: /^\/v2\/queues\/([^/]+)$/,
    handle: (broker, { parts: [name = ""] }) => ok(getQueue(broker, name)),
  },
  {
    methods: ["DELETE"],
    pattern: /^\/v2\/queues\/([^/]+)$/,
    handle(broker, { parts: [name = ""] }) {
      deleteQueue(broker, name);
      return ok();
    },
  },
  {
    methods: ["POST"],
    pattern: /^\/v2\/queues\/([^/]+)\/(pause|resume)$/,
    handle(broker, { parts: [name = "", action] }) {
      upsertQueue(broker, { name, paused: action === "pause" });
      broker.wake();
      return ok();
    },
  },
];
