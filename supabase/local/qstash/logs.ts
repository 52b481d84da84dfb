import type { Broker } from "./broker.ts";
import type { Message, Outcome } from "./message.ts";

// Enough to see what happened in a working session; older lines are dropped.
const MAX_LOGS = 10_000;
const PRUNE_EVERY = 500;

export type LogState = "CREATED" | "ACTIVE" | "DELIVERED" | "ERROR" | "RETRY" | "FAILED" | "CANCELED";

/** One line of `/v2/events`, as the client's type has it. Bodies and headers are not repeated in it. */
export interface LogEntry {
  time: number;
  state: LogState;
  messageId: string;
  url: string;
  callerIp: string;
  method: string;
  maxRetries: number;
  topicName?: string;
  endpointName?: string;
  queueName?: string;
  scheduleId?: string;
  flowControlKey?: string;
  label?: string;
  labels?: string[];
  error?: string;
  nextDeliveryTime?: number;
  responseStatus?: number;
  responseBody?: string;
}

let written = 0;

export function addLog(
  broker: Pick<Broker, "store" | "clock">,
  message: Message,
  state: LogState,
  details: { error?: string; nextDeliveryTime?: number; outcome?: Outcome } = {},
): void {
  const { outcome, ...rest } = details;
  const entry: LogEntry = {
    time: broker.clock.now(),
    state,
    messageId: message.messageId,
    url: message.url,
    callerIp: message.callerIp,
    method: message.method,
    maxRetries: message.retries,
    topicName: message.topicName,
    endpointName: message.endpointName,
    queueName: message.queueName,
    scheduleId: message.scheduleId,
    flowControlKey: message.flowControl?.key,
    label: message.labels[0],
    labels: message.labels.length > 0 ? message.labels : undefined,
    ...rest,
    responseStatus: outcome?.status || undefined,
    responseBody: outcome && outcome.body.length > 0 ? excerpt(outcome.body) : undefined,
  };
  const { store } = broker;
  store.run(
    "insert into logs (time, message_id, record) values (?, ?, ?)",
    entry.time,
    entry.messageId,
    JSON.stringify(entry),
  );
  written += 1;
  if (written % PRUNE_EVERY === 0) {
    store.run("delete from logs where seq <= (select max(seq) from logs) - ?", MAX_LOGS);
  }
}

function excerpt(body: Uint8Array): string {
  return Buffer.from(body.subarray(0, 1024)).toString("base64");
}
