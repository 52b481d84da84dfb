import ipaddr from "ipaddr.js";
import { OutboundError } from "./outbound-error.ts";

/** Where a call goes, read once; nothing parses the address a second time. */
export interface Target {
  url: URL;
  /** Without brackets and closing dot. */
  host: string;
  port: number;
  secure: boolean;
  isLiteral: boolean;
}

const MAX_URL_LENGTH = 8_192;
const MAX_HOST_LENGTH = 253;
const PRIVATE_NAMES =
  /(^|\.)(localhost|local|localdomain|internal|intranet|lan|home|corp|home\.arpa|in-addr\.arpa|ip6\.arpa|onion)$/;

/** Reads an address a person or a receiver gave. Throws `refused_request` or `refused_address`, with what would be right. */
export function readTarget(text: string): Target {
  if (text.length > MAX_URL_LENGTH) throw refused(`an address has at most ${MAX_URL_LENGTH} characters`);
  if (!URL.canParse(text)) throw refused("this is no address; write it as https://example.com/path");
  const url = new URL(text);
  if (url.protocol !== "https:" && url.protocol !== "http:") {
    throw refused(`addresses begin with https://, not ${url.protocol}`);
  }
  if (url.username !== "" || url.password !== "") {
    throw refused("an address carries no user name or password; use a connection");
  }
  const host = url.hostname.replace(/^\[|\]$/g, "").replace(/\.$/, "");
  if (host === "" || host.length > MAX_HOST_LENGTH)
    throw refused("the host of an address has 1 to 253 characters");
  const isLiteral = ipaddr.isValid(host);
  if (!isLiteral) refuseName(host);
  const secure = url.protocol === "https:";
  return { url, host, port: url.port === "" ? (secure ? 443 : 80) : Number(url.port), secure, isLiteral };
}

function refuseName(host: string): void {
  if (PRIVATE_NAMES.test(host) || !host.includes(".")) {
    throw new OutboundError(
      "refused_address",
      `${host} is a name of private networks; only public hosts can be called`,
    );
  }
  if (!/^[a-z0-9_-]+(\.[a-z0-9_-]+)+$/.test(host)) throw refused(`${host} is not the name of a host`);
}

function refused(message: string): OutboundError {
  return new OutboundError("refused_request", message);
}
