import { OutboundError } from "./outbound-error.ts";

/** What the connection itself says; a caller who set it could make receivers read one request as two. */
const OURS = new Set([
  "connection",
  "content-length",
  "expect",
  "host",
  "keep-alive",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
  "accept-encoding",
]);
const MAX_HEADERS = 100;
const MAX_HEADER_LENGTH = 8_192;

/** Headers as they are sent: names in lower case, values checked, ours added. Throws `refused_request`. */
export function checkHeaders(headers: Readonly<Record<string, string>>): Record<string, string> {
  const entries = Object.entries(headers);
  if (entries.length > MAX_HEADERS) throw refused(`at most ${MAX_HEADERS} headers, got ${entries.length}`);
  const checked: Record<string, string> = { "user-agent": "Floyo" };
  for (const [given, value] of entries) {
    const name = given.toLowerCase();
    if (!/^[!#$%&'*+.^_`|~0-9a-z-]{1,200}$/.test(name))
      throw refused(`"${given}" is not the name of a header`);
    if (OURS.has(name) || name.startsWith("proxy-")) throw refused(`the header ${name} cannot be set`);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: those are what must not be in a header
    if (/[\x00-\x08\x0a-\x1f\x7f]|[^\x00-\xff]/.test(value) || value.length > MAX_HEADER_LENGTH) {
      throw refused(`the value of the header ${name} has line breaks, signs outside Latin-1 or is too long`);
    }
    checked[name] = value.trim();
  }
  return { ...checked, "accept-encoding": "identity" };
}

function refused(message: string): OutboundError {
  return new OutboundError("refused_request", message);
}
