/** One message of the Phoenix channel protocol, whatever wire form it came in. */
export interface Message {
  joinRef: string | null;
  ref: string | null;
  topic: string;
  event: string;
  payload: unknown;
}

/** What a client asks to be sent to everybody else on its channel. */
export interface BroadcastPush extends Omit<Message, "payload"> {
  event: "broadcast";
  payload: BroadcastBody;
}

/** The part of a broadcast that its receivers see. */
export interface BroadcastBody {
  event: string;
  /** JSON text, or bytes for binary broadcasts. */
  content: string | Uint8Array;
  /** `id` for messages from the database, `replayed` for old ones. */
  meta?: { id: string; replayed?: true };
}

/** One of the two forms in which realtime-js writes and reads messages. */
export interface Wire {
  /** Null for what is not a message of this form. */
  read(data: string | Buffer): Message | BroadcastPush | null;
  write(message: Message): string;
  /** Null when this form cannot carry the broadcast. */
  writeBroadcast(topic: string, body: BroadcastBody): string | Buffer | null;
}

export function isBroadcastPush(message: Message | BroadcastPush): message is BroadcastPush {
  return message.event === "broadcast" && isBody(message.payload);
}

function isBody(payload: unknown): boolean {
  return typeof payload === "object" && payload !== null && "content" in payload;
}

/** A broadcast as it comes inside JSON: `{ type, event, payload }`. Null when it names no event. */
export function bodyOf(payload: unknown): BroadcastBody | null {
  const { event, payload: content } = asRecord(payload);
  return typeof event === "string" ? { event, content: JSON.stringify(content ?? {}) } : null;
}

/** The value when it is an object, else an empty one. */
export function asRecord(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : {};
}

export function textOrNull(value: unknown): string | null {
  return typeof value === "string" ? value : null;
}
