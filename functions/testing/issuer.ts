import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from "jose";
import { serveFetch } from "./serve-fetch.ts";

export interface Issuer {
  supabaseUrl: string;
  /** A good access token of a person, but for what `claims` says. */
  token(userId: string, claims?: JWTPayload): Promise<string>;
  /** The same claims, signed by a key that this project does not know. */
  foreignToken(userId: string): Promise<string>;
  stop(): Promise<void>;
}

/** The session that `addPerson` signs a person in with. */
export function sessionIdOf(userId: string): string {
  // Another id that is made of the person's: the first digit counted on by one.
  const first = ((Number.parseInt(userId.charAt(0), 16) + 1) % 16).toString(16);
  return /^[0-9a-f]/.test(userId) ? `${first}${userId.slice(1)}` : userId;
}

/** Signs access tokens as Auth does and publishes the key where Auth does. */
export async function startIssuer(): Promise<Issuer> {
  const own = await generateKeyPair("ES256");
  const foreign = await generateKeyPair("ES256");
  const jwk = { ...(await exportJWK(own.publicKey)), kid: "own", alg: "ES256", use: "sig" };
  const server = await serveFetch(async (request) =>
    new URL(request.url).pathname === "/auth/v1/.well-known/jwks.json"
      ? Response.json({ keys: [jwk] })
      : new Response(null, { status: 404 }),
  );
  const sign = (key: CryptoKey, userId: string, claims: JWTPayload = {}) =>
    new SignJWT({
      sub: userId,
      session_id: sessionIdOf(userId),
      aal: "aal1",
      role: "authenticated",
      aud: "authenticated",
      iss: `${server.url}/auth/v1`,
      exp: Math.floor(Date.now() / 1000) + 3600,
      ...claims,
    })
      .setProtectedHeader({ alg: "ES256", kid: "own", typ: "JWT" })
      .sign(key);
  return {
    supabaseUrl: server.url,
    token: (userId, claims) => sign(own.privateKey, userId, claims),
    foreignToken: (userId) => sign(foreign.privateKey, userId),
    stop: () => server.stop(),
  };
}
