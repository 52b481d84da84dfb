import { SignJWT } from "jose";

export interface DeliverySignature {
  key: string;
  url: string;
  body: string;
  /** Seconds; null leaves the claim out. (Default: five minutes from now) */
  exp?: number | null;
  nbf?: number;
  iss?: string;
  jti?: string | null;
  alg?: string;
}

/** Signs a delivery as QStash does, or nearly so. */
export async function signDelivery(options: DeliverySignature): Promise<string> {
  const { key, url, body, alg = "HS256", iss = "Upstash", jti = crypto.randomUUID() } = options;
  const now = Math.floor(Date.now() / 1000);
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(body));
  const signer = new SignJWT({ body: Buffer.from(digest).toString("base64url") })
    .setProtectedHeader({ alg, typ: "JWT" })
    .setIssuer(iss)
    .setSubject(url)
    .setIssuedAt(now)
    .setNotBefore(options.nbf ?? now);
  if (options.exp !== null) signer.setExpirationTime(options.exp ?? now + 300);
  if (jti !== null) signer.setJti(jti);
  return signer.sign(new TextEncoder().encode(key));
}

/** A delivery as a request. */
export function aDelivery(url: string, body: string, signature: string | null): Request {
  const headers = { "content-type": "application/json" };
  return new Request(url, {
    method: "POST",
    headers: signature === null ? headers : { ...headers, "upstash-signature": signature },
    body,
  });
}
