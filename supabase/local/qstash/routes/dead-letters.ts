import type { Broker } from "../broker.ts";
import { type DeadLetterRow, deleteDeadLetter, getDeadLetter, listDeadLetters } from "../dead-letters.ts";
import { listValues, messageFilter } from "../filter.ts";
import type { PublishOptions } from "../message.ts";
import { type Publication, type Published, publish } from "../publish.ts";
import { parseTarget } from "../publish-options.ts";
import { RequestError } from "../request-error.ts";
import { deadLetterView } from "../views.ts";
import { countParameter, cursorParameter, ok, type Route, type RouteRequest } from "./route.ts";

export const deadLetterRoutes: Route[] = [
  {
    methods: ["GET"],
    pattern: /^\/v2\/dlq$/,
    handle(broker, { query }) {
      const { letters, cursor } = selectLetters(broker, query);
      return ok({ messages: letters.map(({ letter, body }) => deadLetterView(letter, body)), cursor });
    },
  },
  {
    methods: ["DELETE"],
    pattern: /^\/v2\/dlq$/,
    handle(broker, { query }) {
      const { letters, cursor } = selectLetters(broker, query);
      for (const { letter } of letters) deleteDeadLetter(broker, letter.dlqId);
      return ok({ deleted: letters.length, cursor });
    },
  },
  {
    methods: ["POST"],
    pattern: /^\/v2\/dlq\/retry$/,
    handle(broker, request) {
      const { letters, cursor } = selectLetters(broker, request.query);
      const responses = letters.map((row) => ({ messageId: retryLetter(broker, row, request).messageId }));
      return { status: 201, json: { responses, cursor } };
    },
  },
  {
    methods: ["POST"],
    pattern: /^\/v2\/dlq\/retry\/([^/]+)$/,
    handle(broker, request) {
      const { messageId } = retryLetter(broker, requireLetter(broker, request.parts[0] ?? ""), request);
      return { status: 201, json: { messageId } };
    },
  },
  {
    methods: ["GET"],
    pattern: /^\/v2\/dlq\/([^/]+)$/,
    handle(broker, { parts: [id = ""] }) {
      const { letter, body } = requireLetter(broker, id);
      return ok(deadLetterView(letter, body));
    },
  },
  {
    methods: ["DELETE"],
    pattern: /^\/v2\/dlq\/([^/]+)$/,
    handle(broker, { parts: [id = ""] }) {
      if (!deleteDeadLetter(broker, id)) throw notFound(id);
      return ok();
    },
  },
];

/** The letters that a bulk request names by id, or one page of those that match its filter. */
function selectLetters(
  broker: Broker,
  query: URLSearchParams,
): { letters: DeadLetterRow[]; cursor?: string } {
  const ids = listValues(query, "dlqIds");
  if (ids.length > 0) return { letters: ids.flatMap((id) => getDeadLetter(broker, id) ?? []) };
  const count = countParameter(query, { fallback: 100, most: 100 });
  const statuses = listValues(query, "responseStatus").map(Number);
  const matches = messageFilter(query);
  const found = listDeadLetters(broker, cursorParameter(query)).filter(
    ({ letter }) =>
      matches(letter.message) && (statuses.length === 0 || statuses.includes(letter.responseStatus)),
  );
  const letters = found.slice(0, count);
  return { letters, cursor: found.length > count ? String(letters.at(-1)?.seq) : undefined };
}

/** Publishes the letter as a new message; headers of the request replace the old ways of retrying. */
function retryLetter(broker: Broker, { letter, body }: DeadLetterRow, request: RouteRequest): Published {
  const { messageId, createdAt, notBefore, callerIp, url, topicName, endpointName, ...kept } = letter.message;
  const { queueName, scheduleId, ...options } = kept;
  const { delayMs, retries, retryDelay, timeoutMs } = parseTarget(request.headers, "upstash-");
  const publication: Publication = {
    destination: { url },
    options: {
      ...options,
      deduplicationId: undefined,
      contentBasedDeduplication: false,
      delayMs,
      retries: retries ?? options.retries,
      retryDelay: retryDelay ?? options.retryDelay,
      timeoutMs: timeoutMs ?? options.timeoutMs,
    } satisfies PublishOptions,
    body,
    callerIp: request.callerIp,
    queueName,
    scheduleId,
  };
  return broker.store.transaction(() => {
    deleteDeadLetter(broker, letter.dlqId);
    const [published] = publish(broker, [publication]).flat();
    if (!published) throw new RequestError(500, `dead letter "${letter.dlqId}" could not be published`);
    return published;
  });
}

function requireLetter(broker: Broker, id: string): DeadLetterRow {
  const row = getDeadLetter(broker, id);
  if (!row) throw notFound(id);
  return row;
}

function notFound(id: string): RequestError {
  return new RequestError(404, `message with dlqId "${id}" not found in the DLQ`);
}
