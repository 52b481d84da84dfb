import type { Socket } from "node:net";
import type { Client } from "undici";
import { type Dial, dial as dialAddress } from "./dial.ts";
import { OutboundError } from "./outbound-error.ts";
import { readBody } from "./read-body.ts";
import type { Target } from "./target.ts";

export interface Exchange {
  target: Target;
  /** Vetted, in the order to try. */
  addresses: readonly string[];
  method: string;
  headers: Readonly<Record<string, string>>;
  body: string | Uint8Array | null;
  maxBytes: number;
  signal: AbortSignal;
  dial: Dial;
  trust?: readonly string[];
}

export interface Answer {
  status: number;
  /** Names in lower case; a header that came several times is joined with a comma. */
  headers: Record<string, string>;
  body: Uint8Array;
  /** Whether the receiver had more to say than `maxBytes`. */
  truncated: boolean;
}

const MAX_HEADER_BYTES = 32_768;
const MAX_DIALS = 3;

/** One request and its answer over a connection of its own, dialled at a vetted address. Follows nothing. */
export async function exchange(options: Exchange): Promise<Answer> {
  const { target, signal } = options;
  // Loaded at the first call: it is most of what a worker weighs, and many runs call nobody.
  const { Client: HttpClient } = await import("undici");
  const socket = await dialOneOf(options);
  const client = new HttpClient(target.url.origin, {
    connect: oneConnection(socket),
    pipelining: 1,
    maxHeaderSize: MAX_HEADER_BYTES,
    headersTimeout: 0,
    bodyTimeout: 0,
  });
  try {
    const answer = await client.request({
      method: options.method as "GET",
      path: target.url.pathname + target.url.search,
      headers: options.headers,
      body: options.body,
      signal,
      responseHeaders: "raw",
    } as Parameters<Client["request"]>[0]);
    answer.body.on("error", () => {});
    const headers = joined(answer.headers as unknown as readonly (string | Uint8Array)[]);
    const read = await readBody(answer.body, {
      encoding: headers["content-encoding"],
      maxBytes: options.maxBytes,
    });
    return { status: answer.statusCode, headers, ...read };
  } catch (error) {
    if (error instanceof OutboundError) throw error;
    if (signal.aborted) throw signal.reason;
    throw new OutboundError("broken_answer", `${target.host} ended the connection without a whole answer`, {
      sent: true,
      cause: error,
    });
  } finally {
    socket.destroy();
    client.destroy().catch(() => {});
  }
}

/** Handed over later, since the client does not expect an answer within the question; a second one is never given. */
function oneConnection(socket: Socket): NonNullable<Client.Options["connect"]> {
  let isGiven = false;
  return (_asked, done) => {
    const again = isGiven;
    isGiven = true;
    setTimeout(() => (again ? done(new Error("the connection was lost"), null) : done(null, socket)), 0);
  };
}

async function dialOneOf({ target, addresses, signal, dial, trust }: Exchange) {
  let last: unknown;
  for (const address of addresses.slice(0, MAX_DIALS)) {
    try {
      const serverName = target.isLiteral ? null : target.host;
      return await (dial ?? dialAddress)(
        { address, port: target.port, secure: target.secure, serverName, trust },
        signal,
      );
    } catch (error) {
      if (signal.aborted) throw signal.reason;
      last = error;
    }
  }
  throw new OutboundError("connection_failed", `${target.host} does not take connections${becauseOf(last)}`, {
    cause: last,
  });
}

/** Certificates are the one reason that people can act on. */
function becauseOf(error: unknown): string {
  return error instanceof Error && /certificate|cert|altname|self.signed/i.test(error.message)
    ? ": its certificate is not valid"
    : "";
}

function joined(raw: readonly (string | Uint8Array)[]): Record<string, string> {
  const text = (part: string | Uint8Array) =>
    typeof part === "string" ? part : new TextDecoder("latin1").decode(part);
  const headers: Record<string, string> = Object.create(null);
  for (let at = 0; at + 1 < raw.length; at += 2) {
    const name = text(raw[at] ?? "").toLowerCase();
    const value = text(raw[at + 1] ?? "");
    headers[name] = name in headers ? `${headers[name]}, ${value}` : value;
  }
  return { ...headers };
}
