import { createHash, randomUUID } from "node:crypto";
import { SignJWT } from "jose";

// Validity documented for QStash's tokens: five minutes from the moment of sending.
const VALID_SECONDS = 300;

/** The `Upstash-Signature` of one attempt: HS256 over who sends, where to, when, and the hash of the exact body. */
export async function signDelivery(options: { key: string; url: string; body: Uint8Array }): Promise<string> {
  const seconds = Math.floor(Date.now() / 1000);
  const hash = createHash("sha256").update(options.body).digest("base64");
  return await new SignJWT({ body: hash.replaceAll("+", "-").replaceAll("/", "_") })
    .setProtectedHeader({ alg: "HS256", typ: "JWT" })
    .setIssuer("Upstash")
    .setSubject(options.url)
    .setIssuedAt(seconds)
    .setNotBefore(seconds)
    .setExpirationTime(seconds + VALID_SECONDS)
    .setJti(`jwt_${randomUUID().replaceAll("-", "")}`)
    .sign(new TextEncoder().encode(options.key));
}
