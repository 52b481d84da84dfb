import { asRecord, bodyOf, type Message, textOrNull, type Wire } from "./message.ts";

/** vsn 1.0.0: every message is a JSON object in a text frame; binary broadcasts cannot be carried. */
export const wireV1: Wire = {
  read(data) {
    if (typeof data !== "string") return null;
    const { topic, event, payload, ref, join_ref } = parseRecord(data);
    if (typeof topic !== "string" || typeof event !== "string") return null;
    const head = { joinRef: textOrNull(join_ref), ref: textOrNull(ref), topic };
    const body = event === "broadcast" ? bodyOf(payload) : null;
    return body ? { ...head, event: "broadcast", payload: body } : { ...head, event, payload };
  },
  write: ({ joinRef, ref, topic, event, payload }: Message) =>
    JSON.stringify({ topic, event, payload, ref, join_ref: joinRef }),
  writeBroadcast(topic, { event, content, meta }) {
    if (typeof content !== "string") return null;
    const tail = meta ? `,"meta":${JSON.stringify(meta)}` : "";
    const payload = `{"type":"broadcast","event":${JSON.stringify(event)},"payload":${content}${tail}}`;
    return `{"topic":${JSON.stringify(topic)},"event":"broadcast","payload":${payload},"ref":null}`;
  },
};

function parseRecord(text: string): Record<string, unknown> {
  try {
    return asRecord(JSON.parse(text));
  } catch {
    return {};
  }
}
