import { RequestError } from "./request-error.ts";

const GROUP_NAME = /^[A-Za-z0-9._-]+$/;

/** Where a message goes: one address, or the name of a URL group. `url` stays exactly as it was written. */
export type Destination = { url: string } | { group: string };

/** Reads the destination of a publish, enqueue, batch or schedule. Throws a 400 for anything that is not on this machine. */
export function parseDestination(text: string): Destination {
  if (text === "")
    throw new RequestError(400, "destination is missing: append http://127.0.0.1:<port>/<path>");
  if (!text.includes("://")) {
    if (GROUP_NAME.test(text)) return { group: text };
    throw new RequestError(400, `invalid destination "${text}": use http://… or the name of a URL group`);
  }
  return { url: parseLoopbackUrl(text, "destination") };
}

/** The address unchanged, when it is plain HTTP on the loopback interface; a 400 that names `field` otherwise. */
export function parseLoopbackUrl(text: string, field: string): string {
  if (!URL.canParse(text)) throw new RequestError(400, `invalid ${field} url "${text}"`);
  const { protocol, hostname, username, password } = new URL(text);
  if (protocol !== "http:") {
    throw new RequestError(
      400,
      `invalid ${field} url: the local QStash delivers over http://, got ${protocol}//`,
    );
  }
  if (username || password) throw new RequestError(400, `invalid ${field} url: it must not carry a password`);
  if (!isLoopback(hostname)) {
    throw new RequestError(
      400,
      `invalid ${field} url: the local QStash delivers to 127.0.0.1 only, got ${hostname}`,
    );
  }
  return text;
}

function isLoopback(hostname: string): boolean {
  return hostname === "localhost" || hostname === "[::1]" || /^127\.\d+\.\d+\.\d+$/.test(hostname);
}

/** The part of a destination that goes on the request line, byte for byte: `//` and `%2F` survive. */
export function requestTarget(url: string): string {
  const rest = url.replace(/#.*$/, "").replace(/^[a-z]+:\/\/[^/?]*/i, "");
  return rest.startsWith("/") ? rest : `/${rest}`;
}
