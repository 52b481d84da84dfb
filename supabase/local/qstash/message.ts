/** Limits on how many deliveries of one flow-control key may run at once, and how many may start in a period. */
export interface FlowControl {
  key: string;
  parallelism?: number;
  rate?: number;
  periodSeconds?: number;
}

/** Who hears about an attempt, and how hard we try to tell them. */
export interface CallbackTarget {
  url: string;
  method: string;
  headers: Record<string, string>;
  delayMs: number;
  retries?: number;
  retryDelay?: string;
  timeoutMs?: number;
}

/** What a publisher asks for, read from its headers. */
export interface PublishOptions {
  method: string;
  /** What the destination gets, names in lower case. */
  headers: Record<string, string>;
  delayMs: number;
  /** Epoch milliseconds; wins over `delayMs`. */
  notBefore?: number;
  retries: number;
  retryDelay?: string;
  timeoutMs?: number;
  callback?: CallbackTarget;
  failureCallback?: CallbackTarget;
  deduplicationId?: string;
  contentBasedDeduplication: boolean;
  flowControl?: FlowControl;
  labels: string[];
  redactBody: boolean;
  /** `true` hides all headers, a list hides those. */
  redactHeaders: boolean | string[];
}

/** A message on its way: the options it was published with and what happened since. */
export interface Message extends Omit<PublishOptions, "delayMs" | "notBefore"> {
  messageId: string;
  url: string;
  createdAt: number;
  notBefore: number;
  callerIp: string;
  topicName?: string;
  endpointName?: string;
  queueName?: string;
  scheduleId?: string;
}

/** How one attempt ended: an answer, or the reason why there was none. */
export type Outcome =
  | { status: number; headers: Record<string, string[]>; body: Uint8Array }
  | { status: 0; headers: Record<string, string[]>; body: Uint8Array; error: string };
