import { createHash, randomBytes } from "node:crypto";
import type { Broker } from "./broker.ts";
import type { Destination } from "./destination.ts";
import { addLog } from "./logs.ts";
import type { Message, PublishOptions } from "./message.ts";
import { ensureQueue } from "./queues.ts";
import { RequestError } from "./request-error.ts";
import { endpointsOf } from "./url-groups.ts";

// The longest of the documented windows (10 minutes in the API reference, 90 days in the client's).
const SEEN_FOR_MS = 90 * 86_400_000;

/** One message to accept: where it goes, how, and what it says. */
export interface Publication {
  destination: Destination;
  options: PublishOptions;
  body: Uint8Array;
  callerIp: string;
  queueName?: string;
  scheduleId?: string;
}

export interface Published {
  messageId: string;
  url: string;
  deduplicated?: true;
}

/**
 * Accepts messages, all or none. A URL group gives one message per endpoint, anything else exactly one.
 * Throws 404 for an unknown group and 429 when too many messages are waiting.
 */
export function publish(broker: Broker, publications: Publication[]): Published[][] {
  refuseOverflow(broker);
  return publishAnyway(broker, publications);
}

/** As `publish`, however many messages wait: for callbacks, which must not be lost. */
export function publishAnyway(broker: Broker, publications: Publication[]): Published[][] {
  const accepted = broker.store.transaction(() =>
    publications.map((publication) => publishOne(broker, publication)),
  );
  broker.wake();
  return accepted;
}

function publishOne(broker: Broker, publication: Publication): Published[] {
  const { destination, options } = publication;
  if (publication.queueName) ensureQueue(broker, publication.queueName);
  if (options.flowControl) broker.flows.learn(options.flowControl);
  if ("url" in destination) return [accept(broker, publication, { url: destination.url })];
  return endpointsOf(broker.store, destination.group).map(({ url, name }) =>
    accept(broker, publication, { url, topicName: destination.group, endpointName: name }),
  );
}

type Address = Pick<Message, "url" | "topicName" | "endpointName">;

function accept(broker: Broker, publication: Publication, address: Address): Published {
  const { store, clock, timeScale } = broker;
  const { options, body, callerIp, queueName, scheduleId } = publication;
  const { delayMs, notBefore, ...kept } = options;
  const now = clock.now();
  const messageId = newMessageId();

  const key = deduplicationKey(publication, address);
  if (key) {
    const earlier = store.get<{ message_id: string }>(
      "select message_id from seen where key = ? and expires_at > ?",
      key,
      now,
    );
    if (earlier) return { messageId: earlier.message_id, url: address.url, deduplicated: true };
    store.run(
      "insert or replace into seen (key, message_id, expires_at) values (?, ?, ?)",
      key,
      messageId,
      now + SEEN_FOR_MS,
    );
  }

  const dueAt = Math.max(now, notBefore ?? Math.ceil(now + delayMs / timeScale));
  const message: Message = {
    ...kept,
    ...address,
    messageId,
    createdAt: now,
    notBefore: dueAt,
    callerIp,
    queueName,
    scheduleId,
  };
  store.run(
    "insert into messages (id, state, due_at, retried, queue, flow_key, record, body) values (?, 'waiting', ?, 0, ?, ?, ?, ?)",
    messageId,
    dueAt,
    queueName ?? null,
    options.flowControl?.key ?? null,
    JSON.stringify(message),
    body,
  );
  addLog(broker, message, "CREATED", { nextDeliveryTime: dueAt });
  return { messageId, url: address.url };
}

function deduplicationKey({ options, body, destination }: Publication, address: Address): string | null {
  // One id reaches every endpoint of a group once.
  const endpoint = "group" in destination ? `\n${address.url}` : "";
  if (options.deduplicationId) return `id:${options.deduplicationId}${endpoint}`;
  if (!options.contentBasedDeduplication) return null;
  const hash = createHash("sha256");
  hash.update(JSON.stringify([address.url, Object.entries(options.headers).sort()]));
  hash.update(body);
  return `content:${hash.digest("hex")}`;
}

function refuseOverflow({ store, maxPending }: Broker): void {
  const waiting = store.get<{ n: number }>("select count(*) as n from messages");
  if ((waiting?.n ?? 0) < maxPending) return;
  throw new RequestError(429, `${maxPending} messages are waiting already: deliver or cancel some first`, {
    "ratelimit-limit": String(maxPending),
    "ratelimit-remaining": "0",
    "ratelimit-reset": "0",
  });
}

function newMessageId(): string {
  return `msg_${randomBytes(21).toString("base64url")}`;
}
