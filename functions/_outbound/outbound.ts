import { type Dial, dial as dialAddress } from "./dial.ts";
import { type Answer, exchange } from "./exchange.ts";
import { orAborted } from "./or-aborted.ts";
import { OutboundError } from "./outbound-error.ts";
import { type Redirect, redirectOf } from "./redirect.ts";
import { checkHeaders } from "./request-headers.ts";
import { resolvePublicly } from "./resolve.ts";
import { type OpenLine, openLine, type SecureLine } from "./secure-line.ts";
import { readTarget } from "./target.ts";
import { type Resolve, type Rules, vet } from "./vet.ts";

export interface OutboundOptions {
  /** Who answers for names. Left out: DNS. Only development and tests give another. */
  resolve?: Resolve;
  /** `address:port` that may be called though private and without TLS. Only development and tests name any. */
  exempt?: readonly string[];
  /** Names of our own, which nobody may call through us, with all below them. */
  ownHosts?: readonly string[];
  /** Ports of public hosts. Left out: 443. */
  ports?: readonly number[];
  dial?: Dial;
  trust?: readonly string[];
}

export interface OutboundRequest {
  url: string;
  method?: string;
  headers?: Readonly<Record<string, string>>;
  body?: string | Uint8Array | null;
  /** Milliseconds for everything: names, connections, redirects and the body. Left out: 10 s. */
  timeoutMs?: number;
  /** Left out: 1 MiB. */
  maxBytes?: number;
  /** Left out: 3; 0 gives the 3xx itself back. */
  maxRedirects?: number;
  /** Sent as `Idempotency-Key`. */
  idempotencyKey?: string;
  signal?: AbortSignal;
}

export interface OutboundResponse extends Answer {
  /** The address that answered in the end. */
  url: string;
}

export interface Outbound {
  request(request: OutboundRequest): Promise<OutboundResponse>;
  /** A connection for a protocol other than HTTP, under the same rules. Throws `OutboundError`. */
  open(line: OpenLine): Promise<SecureLine>;
}

const METHODS = new Set(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]);
const MAX_REQUEST_BYTES = 10 * 1024 * 1024;
const DEFAULTS = { timeoutMs: 10_000, maxBytes: 1024 * 1024, maxRedirects: 3 };

/**
 * The only way out for addresses that people or receivers name. Each hop is read, looked up, vetted and dialled at the
 * vetted address itself. Any status is an answer; throws `OutboundError` when there is none.
 */
export function createOutbound(options: OutboundOptions = {}): Outbound {
  const rules: Rules = {
    resolve: options.resolve ?? resolvePublicly,
    exempt: new Set(options.exempt ?? []),
    ownHosts: (options.ownHosts ?? []).map((host) => host.toLowerCase()),
    ports: options.ports ?? [443],
  };
  const dial = options.dial ?? dialAddress;

  return {
    open: (line) => openLine(line, rules, options.trust ?? []),

    async request(request) {
      const limits = { ...DEFAULTS, ...given(request) };
      const timeout = AbortSignal.timeout(limits.timeoutMs);
      const signal = request.signal ? AbortSignal.any([timeout, request.signal]) : timeout;
      let hop: Redirect = firstHop(request);
      for (let followed = 0; ; followed++) {
        const answer = await oneHop(hop, signal);
        const next = limits.maxRedirects > 0 ? redirectOf(hop, answer) : null;
        if (next === null) return { ...answer, url: hop.url };
        if (followed >= limits.maxRedirects) {
          throw new OutboundError("refused_redirect", `more than ${limits.maxRedirects} redirects`, {
            sent: true,
          });
        }
        hop = next;
      }

      async function oneHop(hop: Redirect, signal: AbortSignal): Promise<Answer> {
        let sent = hop.isRedirected;
        try {
          const target = readTarget(hop.url);
          const addresses = await orAborted(vet(target, rules, signal), signal);
          return await exchange({
            ...hop,
            target,
            addresses,
            maxBytes: limits.maxBytes,
            signal,
            trust: options.trust,
            dial: async (endpoint, dialSignal) => {
              const socket = await dial(endpoint, dialSignal);
              sent = true;
              return socket;
            },
          });
        } catch (error) {
          throw told(error, { timeout, sent, timeoutMs: limits.timeoutMs });
        }
      }
    },
  };
}

function firstHop(request: OutboundRequest): Redirect {
  const method = (request.method ?? "GET").toUpperCase();
  if (!METHODS.has(method)) {
    throw new OutboundError(
      "refused_request",
      `${method} is no method to call with; use ${[...METHODS].join(", ")}`,
    );
  }
  const body = request.body ?? null;
  const size = typeof body === "string" ? new TextEncoder().encode(body).length : (body?.length ?? 0);
  if (size > MAX_REQUEST_BYTES) {
    throw new OutboundError("refused_request", `at most ${MAX_REQUEST_BYTES} bytes can be sent, got ${size}`);
  }
  if (body !== null && (method === "GET" || method === "HEAD")) {
    throw new OutboundError("refused_request", `${method} carries no body`);
  }
  const own: Record<string, string> =
    request.idempotencyKey === undefined ? {} : { "idempotency-key": request.idempotencyKey };
  return {
    url: request.url,
    method,
    headers: checkHeaders({ ...request.headers, ...own }),
    body,
    isRedirected: false,
  };
}

function given(request: OutboundRequest): Partial<typeof DEFAULTS> {
  const { timeoutMs, maxBytes, maxRedirects } = request;
  return Object.fromEntries(
    Object.entries({ timeoutMs, maxBytes, maxRedirects }).filter(([, value]) => value !== undefined),
  );
}

function told(
  error: unknown,
  facts: { timeout: AbortSignal; sent: boolean; timeoutMs: number },
): OutboundError {
  const { sent } = facts;
  if (error instanceof OutboundError) {
    return error.sent === sent
      ? error
      : new OutboundError(error.reason, error.message, { sent, cause: error.cause });
  }
  if (facts.timeout.aborted) {
    return new OutboundError("timed_out", `no whole answer within ${facts.timeoutMs} ms`, {
      sent,
      cause: error,
    });
  }
  return new OutboundError("cancelled", "the call was cancelled", { sent, cause: error });
}
