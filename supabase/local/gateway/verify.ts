import { createPublicKey, type KeyObject, verify } from "node:crypto";
import { type PlatformKeys, PROJECT_ISSUER } from "./keys.ts";
import type { Claims } from "./tokens.ts";

export type TokenVerdict = { ok: true; claims: Claims } | { ok: false; reason: "expired" | "invalid" };

/** The claims of a token that this project signed and that has not expired; null for every other. */
export type VerifyToken = (token: string) => Claims | null;

/** `verifyToken` for one project. `issuer` is `${SUPABASE_URL}/auth/v1`. */
export function createVerifyToken(options: { keys: PlatformKeys; issuer: string }): VerifyToken {
  const check = createTokenCheck(options);
  return (token) => {
    const verdict = check(token);
    return verdict.ok ? verdict.claims : null;
  };
}

/** Like `verifyToken`, but says why not. Signature, algorithm, key, issuer and expiry are all asked for. */
export function createTokenCheck(options: {
  keys: PlatformKeys;
  issuer: string;
  now?: () => number;
}): (token: string) => TokenVerdict {
  const { keys, issuer, now = Date.now } = options;
  const publicKeys = new Map(
    keys.jwks.keys.map((key) => [key.kid, createPublicKey({ key, format: "jwk" })] as const),
  );
  return (token) => {
    const claims = readToken(token, publicKeys);
    if (!claims || !isIssuedHere(claims, issuer)) return { ok: false, reason: "invalid" };
    if (typeof claims.exp !== "number" || claims.exp * 1000 <= now()) return { ok: false, reason: "expired" };
    return { ok: true, claims };
  };
}

function readToken(token: string, publicKeys: ReadonlyMap<string, KeyObject>): Claims | null {
  const [header, payload, signature, ...rest] = token.split(".");
  if (!header || !payload || !signature || rest.length > 0) return null;
  const { alg, kid } = parseObject(header) ?? {};
  const key = alg === "ES256" && typeof kid === "string" ? publicKeys.get(kid) : undefined;
  if (!key) return null;
  const isGenuine = verify(
    "sha256",
    Buffer.from(`${header}.${payload}`),
    { key, dsaEncoding: "ieee-p1363" },
    Buffer.from(signature, "base64url"),
  );
  const claims = isGenuine ? parseObject(payload) : null;
  return claims && typeof claims.role === "string" ? { ...claims, role: claims.role } : null;
}

/** The project's own tokens carry no person and serve under any address. */
function isIssuedHere(claims: Claims, issuer: string): boolean {
  return claims.iss === issuer || (claims.iss === PROJECT_ISSUER && claims.sub === undefined);
}

function parseObject(part: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, "base64url").toString("utf8"));
    return typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : null;
  } catch {
    return null;
  }
}
