import { Refusal } from "./refusal.ts";

export const MAX_BODY_BYTES = 1_048_576;
/** Honest batches of events shrink about tenfold; a bomb of zeros a thousandfold. */
export const MAX_GZIP_RATIO = 100;
/** Far above what any body of ours needs, far below what overflows a recursive reader. */
const MAX_NESTING = 32;

interface BodyLimits {
  maxBytes?: number;
}

/**
 * The JSON of a request. At most `maxBytes` (default 1 MiB) are read, before and after unpacking; gzip is the only
 * encoding. Throws 413 with the limit, 415 for another type or encoding, 400 for what is not gzip, UTF-8 or JSON.
 */
export async function readJson(request: Request, limits: BodyLimits = {}): Promise<unknown> {
  const type = (request.headers.get("content-type") ?? "").split(";")[0]?.trim().toLowerCase();
  if (type !== "application/json") {
    throw refusal(
      415,
      `content-type must be application/json, got ${type ? `"${type.slice(0, 60)}"` : "none"}`,
    );
  }
  return parseJson(await readText(request, limits));
}

/** The JSON of a text; throws 400 for what is not JSON or nested too deep. */
export function parseJson(text: string): unknown {
  if (isNestedDeeper(text, MAX_NESTING)) {
    throw refusal(400, `the JSON is nested more than ${MAX_NESTING} levels deep`);
  }
  try {
    return JSON.parse(text);
  } catch {
    throw refusal(400, "the body is not JSON; send one JSON object");
  }
}

/** The text of a request, with the same limits as `readJson`. */
export async function readText(
  request: Request,
  { maxBytes = MAX_BODY_BYTES }: BodyLimits = {},
): Promise<string> {
  const encoding = (request.headers.get("content-encoding") ?? "identity").trim().toLowerCase();
  if (encoding !== "identity" && encoding !== "gzip") {
    throw refusal(415, `content-encoding "${encoding.slice(0, 60)}" is not taken; send gzip or none`);
  }
  if (Number(request.headers.get("content-length") ?? 0) > maxBytes) throw tooLarge(maxBytes);
  const sent = request.body ? await readCapped(request.body, maxBytes) : new Uint8Array();
  const bytes = encoding === "gzip" ? await unpack(sent, maxBytes) : sent;
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw refusal(400, "the body is not UTF-8");
  }
}

async function unpack(sent: Bytes, maxBytes: number): Promise<Bytes> {
  const limit = Math.min(maxBytes, sent.byteLength * MAX_GZIP_RATIO);
  const source = new Blob([sent]).stream();
  try {
    return await readCapped(source.pipeThrough(new DecompressionStream("gzip")), limit);
  } catch (error) {
    if (!(error instanceof Refusal)) throw refusal(400, "the body is not whole gzip", error);
    if (limit === maxBytes) throw tooLarge(maxBytes);
    throw refusal(413, `the body unpacks to more than ${MAX_GZIP_RATIO} times its size`);
  }
}

type Bytes = Awaited<ReturnType<typeof readCapped>>;

/** Stops reading, and tells the sender so, at the first byte above the limit. */
async function readCapped(stream: ReadableStream<Uint8Array>, maxBytes: number) {
  const reader = stream.getReader();
  const chunks: Uint8Array[] = [];
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    size += value.byteLength;
    if (size > maxBytes) {
      await reader.cancel().catch(() => {});
      throw tooLarge(maxBytes);
    }
    chunks.push(value);
  }
  const whole = new Uint8Array(size);
  let offset = 0;
  for (const chunk of chunks) {
    whole.set(chunk, offset);
    offset += chunk.byteLength;
  }
  return whole;
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/** Whether brackets outside of strings nest deeper than `max`; one pass, so that no reader has to recurse. */
function isNestedDeeper(text: string, max: number): boolean {
  let depth = 0;
  let inString = false;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (inString) {
      if (code === BACKSLASH) index++;
      else if (code === QUOTE) inString = false;
    } else if (code === QUOTE) inString = true;
    else if (code === 0x7b || code === 0x5b) {
      if (++depth > max) return true;
    } else if (code === 0x7d || code === 0x5d) depth--;
  }
  return false;
}

function tooLarge(maxBytes: number): Refusal {
  return new Refusal({
    code: "limit_exceeded",
    status: 413,
    message: `at most ${maxBytes} bytes per request, also after unpacking; split the batch`,
  });
}

function refusal(status: number, message: string, cause?: unknown): Refusal {
  return new Refusal({ code: status === 413 ? "limit_exceeded" : "invalid_input", status, message, cause });
}
