import { OutboundError } from "./outbound-error.ts";

interface Limits {
  encoding: string | undefined;
  maxBytes: number;
}

const UNPACKED = new Set(["", "identity"]);
const PACKED: Record<string, "gzip" | "deflate"> = { gzip: "gzip", "x-gzip": "gzip", deflate: "deflate" };

/**
 * Reads at most `maxBytes`, counted after unpacking, and leaves the rest unread: an endless body and a packed bomb cost
 * no more than that.
 */
export async function readBody(
  source: AsyncIterable<Uint8Array>,
  { encoding, maxBytes }: Limits,
): Promise<{ body: Uint8Array; truncated: boolean }> {
  const named = (encoding ?? "").trim().toLowerCase();
  if (UNPACKED.has(named)) return readUpTo(source, maxBytes);
  const format = PACKED[named];
  if (format === undefined) {
    throw new OutboundError("broken_answer", `the answer is packed as "${named}", which was not asked for`, {
      sent: true,
    });
  }
  return readUpTo(unpacked(source, format), maxBytes);
}

async function readUpTo(source: AsyncIterable<Uint8Array>, maxBytes: number) {
  const parts: Uint8Array[] = [];
  let size = 0;
  let truncated = false;
  for await (const part of source) {
    const room = maxBytes - size;
    parts.push(part.length > room ? part.subarray(0, room) : part);
    size += Math.min(part.length, room);
    if (part.length > room) {
      truncated = true;
      break;
    }
  }
  const body = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    body.set(part, at);
    at += part.length;
  }
  return { body, truncated };
}

/** Pulls one piece at a time, so that nothing is unpacked ahead of the limit. */
async function* unpacked(source: AsyncIterable<Uint8Array>, format: "gzip" | "deflate") {
  const stream = new DecompressionStream(format);
  const writer = stream.writable.getWriter();
  const fed = (async () => {
    for await (const part of source) await writer.write(new Uint8Array(part));
    await writer.close();
  })();
  fed.catch((error) => writer.abort(error).catch(() => {}));
  const reader = stream.readable.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      yield value as Uint8Array;
    }
    await fed;
  } finally {
    await reader.cancel().catch(() => {});
  }
}
