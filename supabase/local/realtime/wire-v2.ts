import { type BroadcastPush, bodyOf, type Message, textOrNull, type Wire } from "./message.ts";

const PUSH = 3;
const BROADCAST = 4;
const BINARY = 0;
const JSON_TEXT = 1;
const LONGEST_PART = 255;

/**
 * vsn 2.0.0: messages are JSON arrays in text frames, broadcasts are binary frames:
 *
 *     from clients  3 │ lengths of join_ref, ref, topic, event, metadata │ encoding │ those parts │ content
 *     to clients    4 │ lengths of topic, event, metadata                │ encoding │ those parts │ content
 */
export const wireV2: Wire = {
  read: (data) => (typeof data === "string" ? readArray(data) : readPush(data)),
  write: ({ joinRef, ref, topic, event, payload }: Message) =>
    JSON.stringify([joinRef, ref, topic, event, payload]),
  writeBroadcast(topic, { event, content, meta }) {
    const parts = [topic, event, meta ? JSON.stringify(meta) : ""].map((part) => Buffer.from(part));
    if (parts.some((part) => part.length > LONGEST_PART)) return null;
    const encoding = typeof content === "string" ? JSON_TEXT : BINARY;
    const head = Buffer.from([BROADCAST, ...parts.map((part) => part.length), encoding]);
    return Buffer.concat([head, ...parts, typeof content === "string" ? Buffer.from(content) : content]);
  },
};

function readArray(text: string): Message | BroadcastPush | null {
  let parts: unknown;
  try {
    parts = JSON.parse(text);
  } catch {
    return null;
  }
  if (!Array.isArray(parts)) return null;
  const [joinRef, ref, topic, event, payload] = parts;
  if (typeof topic !== "string" || typeof event !== "string") return null;
  const head = { joinRef: textOrNull(joinRef), ref: textOrNull(ref), topic };
  const body = event === "broadcast" ? bodyOf(payload) : null;
  return body ? { ...head, event: "broadcast", payload: body } : { ...head, event, payload };
}

function readPush(frame: Buffer): BroadcastPush | null {
  if (frame[0] !== PUSH || frame.length < 7) return null;
  let offset = 7;
  const [joinRef = "", ref = "", topic = "", event = ""] = [...frame.subarray(1, 6)].map((length) => {
    const part = frame.toString("utf8", offset, offset + length);
    offset += length;
    return part;
  });
  if (offset > frame.length || topic === "") return null;
  const rest = frame.subarray(offset);
  const content = frame[6] === JSON_TEXT ? jsonText(rest) : new Uint8Array(rest);
  if (content === null) return null;
  return {
    joinRef: joinRef || null,
    ref: ref || null,
    topic,
    event: "broadcast",
    payload: { event, content },
  };
}

/** The text, once it is known to be JSON: receivers of the other form get it inside a JSON object. */
function jsonText(bytes: Buffer): string | null {
  const text = bytes.toString("utf8");
  try {
    JSON.parse(text);
    return text;
  } catch {
    return null;
  }
}
