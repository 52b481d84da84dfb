import type { Answer } from "./exchange.ts";
import { OutboundError } from "./outbound-error.ts";

/** A request on its way; `isRedirected` when an earlier receiver has seen it already. */
export interface Redirect {
  url: string;
  method: string;
  headers: Readonly<Record<string, string>>;
  body: string | Uint8Array | null;
  isRedirected: boolean;
}

const REDIRECTS = new Set([301, 302, 303, 307, 308]);
/** All that another origin gets to see of the headers. */
const HARMLESS = new Set(["accept", "accept-encoding", "accept-language", "content-type", "user-agent"]);
const OF_A_BODY = new Set(["content-type", "content-encoding", "content-language"]);

/**
 * The request that a redirect asks for, null when the answer is none. Another origin gets harmless headers alone, and
 * never the body. Throws `refused_redirect` where it would have to.
 * @see https://fetch.spec.whatwg.org/#http-redirect-fetch
 */
export function redirectOf(hop: Redirect, answer: Answer): Redirect | null {
  const location = answer.headers.location;
  if (!REDIRECTS.has(answer.status) || location === undefined) return null;
  if (!URL.canParse(location, hop.url)) {
    throw new OutboundError("refused_redirect", "the receiver redirects to something that is no address", {
      sent: true,
    });
  }
  const from = new URL(hop.url);
  const to = new URL(location, from);
  const isSameOrigin = from.origin === to.origin;
  const becomesGet =
    (answer.status === 303 && hop.method !== "HEAD" && hop.method !== "GET") ||
    ((answer.status === 301 || answer.status === 302) && hop.method === "POST");
  const body = becomesGet ? null : hop.body;
  if (body !== null && !isSameOrigin) {
    throw new OutboundError(
      "refused_redirect",
      `the receiver redirects the request to ${to.host}; call that address yourself if it is right`,
      { sent: true },
    );
  }
  const kept = Object.entries(hop.headers).filter(
    ([name]) => (isSameOrigin || HARMLESS.has(name)) && !(becomesGet && OF_A_BODY.has(name)),
  );
  return {
    url: to.href,
    method: becomesGet ? "GET" : hop.method,
    headers: Object.fromEntries(kept),
    body,
    isRedirected: true,
  };
}
