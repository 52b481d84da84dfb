import {
  createHash,
  createPrivateKey,
  generateKeyPairSync,
  type JsonWebKey,
  type KeyObject,
  sign,
} from "node:crypto";

/** What a token says, as hosted Auth writes it. */
export interface Claims {
  role: string;
  iss?: string;
  sub?: string;
  aud?: string;
  exp?: number;
  iat?: number;
  email?: string;
  phone?: string;
  app_metadata?: Record<string, unknown>;
  user_metadata?: Record<string, unknown>;
  aal?: string;
  amr?: { method: string; timestamp: number }[];
  session_id?: string;
  is_anonymous?: boolean;
  [claim: string]: unknown;
}

/** A key for signing tokens, as JWK: `kid` is the thumbprint of RFC 7638. */
export type SigningKey = JsonWebKey & { kid: string };

export function makeSigningKey(): SigningKey {
  const jwk = generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey.export({ format: "jwk" });
  const members = JSON.stringify({ crv: jwk.crv, kty: jwk.kty, x: jwk.x, y: jwk.y });
  return { ...jwk, alg: "ES256", use: "sig", kid: createHash("sha256").update(members).digest("base64url") };
}

/** The public half, as served in a JWKS. */
export function publicKey(key: SigningKey): SigningKey {
  const { d: _private, ...rest } = key;
  return { ...rest, key_ops: ["verify"], ext: true };
}

const imported = new WeakMap<SigningKey, KeyObject>();

/** The claims as a compact ES256 token. */
export function signToken(claims: Claims, key: SigningKey): string {
  const header = { alg: "ES256", kid: key.kid, typ: "JWT" };
  const content = `${encode(header)}.${encode(claims)}`;
  let privateKey = imported.get(key);
  if (!privateKey) {
    privateKey = createPrivateKey({ key, format: "jwk" });
    imported.set(key, privateKey);
  }
  const signature = sign("sha256", Buffer.from(content), { key: privateKey, dsaEncoding: "ieee-p1363" });
  return `${content}.${signature.toString("base64url")}`;
}

function encode(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString("base64url");
}
