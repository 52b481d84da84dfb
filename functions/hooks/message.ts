import { Refusal } from "../_http/refusal.ts";
import { type Bytes, fromBase64 } from "../_secrets/envelope.ts";

/** Standard Webhooks 1.0 (standardwebhooks.com): what a sender signs with, and how old a message may be. */
const SECRET = /^whsec_([A-Za-z0-9+/]{43}=)$/;
const SECRET_BYTES = 32;
const TOLERANCE_S = 300;
/** While secrets are replaced a sender signs with each of them; more than these are not looked at. */
const MAX_SIGNATURES = 10;
/** A dot would let the border between id and time be moved. */
const ID = /^[\x21-\x2d\x2f-\x7e]{1,256}$/;

/** The headers of a message. */
export interface MessageHead {
  id: string;
  /** Epoch seconds. */
  sentAt: number;
  signatures: Bytes[];
}

/**
 * Reads the headers of a signed message; throws 400 that names the header which is missing or malformed, 401 when the
 * time is further than five minutes away. It says nothing that depends on the address.
 */
export function readHead(headers: Headers, now: number): MessageHead {
  const id = headers.get("webhook-id") ?? "";
  if (!ID.test(id)) throw malformed("webhook-id", "an id of 1 to 256 visible characters without a dot");
  const time = headers.get("webhook-timestamp") ?? "";
  if (!/^\d{1,12}$/.test(time)) throw malformed("webhook-timestamp", "the time in seconds since 1970");
  const sentAt = Number(time);
  if (Math.abs(now / 1000 - sentAt) > TOLERANCE_S) {
    throw new Refusal({
      code: "unauthorized",
      message: "webhook-timestamp is more than five minutes away; sign the message when it is sent",
    });
  }
  const listed = (headers.get("webhook-signature") ?? "").split(" ").slice(0, MAX_SIGNATURES);
  const signatures = listed.flatMap((part) => {
    const base64 = /^v1,([A-Za-z0-9+/]{43}=)$/.exec(part)?.[1];
    return base64 === undefined ? [] : [fromBase64(base64)];
  });
  if (signatures.length === 0) throw malformed("webhook-signature", "v1, and the HMAC-SHA256 as base64");
  return { id, sentAt, signatures };
}

/** Which of the keys signed the message; null when none did. */
export async function signerOf<Key extends { key: CryptoKey }>(
  keys: readonly Key[],
  { id, sentAt, signatures }: MessageHead,
  body: string,
): Promise<Key | null> {
  const signed = new TextEncoder().encode(`${id}.${sentAt}.${body}`);
  for (const candidate of keys) {
    for (const signature of signatures) {
      if (await crypto.subtle.verify("HMAC", candidate.key, signature, signed)) return candidate;
    }
  }
  return null;
}

/** A new secret, 32 random bytes. */
export function makeSecret(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(SECRET_BYTES));
  return `whsec_${btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""))}`;
}

export function importSecret(secret: string): Promise<CryptoKey> {
  const base64 = SECRET.exec(secret)?.[1];
  if (base64 === undefined) throw new Error("a webhook's secret is whsec_ and 32 bytes as base64");
  const algorithm = { name: "HMAC", hash: "SHA-256" };
  return crypto.subtle.importKey("raw", fromBase64(base64), algorithm, false, ["verify"]);
}

function malformed(header: string, wanted: string): Refusal {
  return new Refusal({ code: "invalid_input", message: `${header} must be ${wanted} (Standard Webhooks)` });
}
