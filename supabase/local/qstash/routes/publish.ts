import { z } from "zod";
import { parseDestination } from "../destination.ts";
import { type Publication, type Published, publish } from "../publish.ts";
import { parsePublishOptions } from "../publish-options.ts";
import { RequestError } from "../request-error.ts";
import { parseJson, type Reply, type Route, type RouteRequest } from "./route.ts";

const MAX_MESSAGE_BYTES = 1_048_576;
const MAX_BATCH = 1000;

const Batch = z
  .array(
    z.object({
      destination: z.string(),
      headers: z.record(z.string(), z.string()).default({}),
      body: z.string().nullish(),
      queue: z.string().optional(),
    }),
  )
  .max(MAX_BATCH);

export const publishRoutes: Route[] = [
  {
    methods: ["POST"],
    pattern: /^\/v2\/publish\/(?<destination>.*)$/s,
    handle(broker, request) {
      const publication = fromRequest(request, request.parts[0] ?? "");
      return single(publication, publish(broker, [publication])[0] ?? []);
    },
  },
  {
    methods: ["POST"],
    pattern: /^\/v2\/enqueue\/([^/?]+)\/(?<destination>.*)$/s,
    handle(broker, request) {
      const [queueName = "", destination = ""] = request.parts;
      const publication = { ...fromRequest(request, destination), queueName };
      return single(publication, publish(broker, [publication])[0] ?? []);
    },
  },
  {
    methods: ["POST"],
    pattern: /^\/v2\/batch$/,
    handle(broker, request) {
      const batch = Batch.safeParse(parseJson(request));
      if (!batch.success) throw new RequestError(400, `invalid batch: ${z.prettifyError(batch.error)}`);
      const publications = batch.data.map(
        (entry): Publication => ({
          destination: parseDestination(entry.destination),
          options: parsePublishOptions(lowerCased(entry.headers)),
          body: checkedSize(Buffer.from(entry.body ?? "")),
          callerIp: request.callerIp,
          queueName: entry.queue,
        }),
      );
      const published = publish(broker, publications);
      return { status: 200, json: published.map((each, index) => answerFor(publications[index], each)) };
    },
  },
];

function fromRequest(request: RouteRequest, destination: string): Publication {
  if (request.headers["upstash-cron"] !== undefined) {
    throw new RequestError(400, "upstash-cron belongs to POST /v2/schedules/<destination>");
  }
  return {
    destination: parseDestination(destination),
    options: parsePublishOptions(request.headers),
    body: checkedSize(request.body),
    callerIp: request.callerIp,
  };
}

function single(publication: Publication, published: Published[]): Reply {
  const allSeen = published.length > 0 && published.every(({ deduplicated }) => deduplicated);
  return { status: allSeen ? 202 : 200, json: answerFor(publication, published) };
}

function answerFor(publication: Publication | undefined, published: Published[]): unknown {
  return publication && "group" in publication.destination ? published : published[0];
}

export function checkedSize(body: Buffer): Buffer {
  if (body.length <= MAX_MESSAGE_BYTES) return body;
  throw new RequestError(413, `message too large: at most ${MAX_MESSAGE_BYTES} bytes, got ${body.length}`);
}

function lowerCased(headers: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}
