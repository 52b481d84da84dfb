import { createRemoteJWKSet, errors, jwtVerify } from "jose";
import { z } from "zod";
import { Refusal, unavailable } from "./refusal.ts";

const Claims = z.object({
  sub: z.uuid(),
  role: z.literal("authenticated"),
  session_id: z.uuid(),
  aal: z.enum(["aal1", "aal2", "aal3"]).default("aal1"),
  iat: z.number().default(0),
});
const CLOCK_TOLERANCE_S = 5;

/** What a good token says of who asks. */
export interface TokenSession {
  userId: string;
  sessionId: string;
  aal: string;
  /** All that the token says, for commands that the database decides as this person. */
  claims: Readonly<Record<string, unknown>>;
}

/**
 * Verifies access tokens of this project: ES256 or RS256 by its published keys, issuer, audience, role, expiry.
 * The function given back answers who asks and throws 401 that says what is wrong, or 503 when the keys cannot be
 * fetched. It cannot see a sign-out: the session is asked of the database (`sessionMay`).
 */
export function createTokenVerifier({
  supabaseUrl,
}: {
  supabaseUrl: string;
}): (token: string) => Promise<TokenSession> {
  const issuer = `${supabaseUrl}/auth/v1`;
  const keys = createRemoteJWKSet(new URL(`${issuer}/.well-known/jwks.json`), {
    timeoutDuration: 2000,
    cooldownDuration: 10_000,
  });
  return async (token) => {
    try {
      const { payload } = await jwtVerify(token, keys, {
        issuer,
        audience: "authenticated",
        algorithms: ["ES256", "RS256"],
        requiredClaims: ["exp", "sub"],
        clockTolerance: CLOCK_TOLERANCE_S,
      });
      const claims = Claims.safeParse(payload);
      if (!claims.success) throw unauthorized("the token is not that of a signed-in person");
      const { sub, session_id, aal, iat } = claims.data;
      if (iat > Date.now() / 1000 + CLOCK_TOLERANCE_S) {
        throw unauthorized("the access token was issued in the future; check the clocks");
      }
      return { userId: sub, sessionId: session_id, aal, claims: payload };
    } catch (error) {
      if (error instanceof Refusal) throw error;
      throw refusalOf(error);
    }
  };
}

/** 401 with the challenge that RFC 6750 asks for. */
export function unauthorized(message: string, cause?: unknown): Refusal {
  return new Refusal({ code: "unauthorized", message, headers: { "www-authenticate": "Bearer" }, cause });
}

function refusalOf(error: unknown): Refusal {
  if (error instanceof errors.JWTExpired) {
    return unauthorized("the access token has expired; refresh the session", error);
  }
  if (error instanceof errors.JWTClaimValidationFailed) {
    return unauthorized(`the access token's claim "${error.claim}" is not this project's`, error);
  }
  if (error instanceof errors.JWKSNoMatchingKey || error instanceof errors.JWSSignatureVerificationFailed) {
    return unauthorized("the access token was not signed by this project", error);
  }
  if (error instanceof errors.JOSEAlgNotAllowed) {
    return unauthorized("the access token must be signed with ES256 or RS256", error);
  }
  if (error instanceof errors.JWKSTimeout || error instanceof errors.JWKSInvalid || !isJoseError(error)) {
    return unavailable("the signing keys cannot be reached just now; try again", 5, error);
  }
  return error.code === "ERR_JOSE_GENERIC"
    ? unavailable("the signing keys cannot be reached just now; try again", 5, error)
    : unauthorized("the bearer is neither an access token nor a flk_ key of this project", error);
}

function isJoseError(error: unknown): error is errors.JOSEError {
  return error instanceof errors.JOSEError;
}
