import type { PlatformKeys } from "../gateway/keys.ts";
import type { Claims } from "../gateway/tokens.ts";

export type VerifyToken = (token: string) => Claims | null | Promise<Claims | null>;

/** Who a client is: a token that was verified, with what it says. */
export interface Identity {
  token: string;
  claims: Claims;
}

/** Roles that a token may take in the database; any other is refused before Postgres is asked. */
const ROLES = ["anon", "authenticated", "service_role"];

export interface Credentials {
  /** Null for a token that is not ours, has expired or names no known role. */
  identify(token: string): Promise<Identity | null>;
  /** The token that a project key stands for; other texts are taken as tokens themselves. */
  tokenOfKey(key: string): string;
  /** The token of an Authorization header or message, null when it is absent or a project key. */
  ownToken(text: string | null | undefined): string | null;
}

export function newCredentials(
  verifyToken: VerifyToken,
  keys: Pick<PlatformKeys, "publishableKey" | "secretKey" | "anonJwt" | "serviceRoleJwt">,
): Credentials {
  return {
    async identify(token) {
      const claims = await verifyToken(token);
      return claims && ROLES.includes(claims.role) && typeof claims.exp === "number"
        ? { token, claims }
        : null;
    },
    tokenOfKey(key) {
      if (key === keys.publishableKey) return keys.anonJwt;
      return key === keys.secretKey ? keys.serviceRoleJwt : key;
    },
    ownToken: (text) => (!text || text.startsWith("sb_") ? null : text),
  };
}

/** Why a token was refused, as far as its own text tells. */
export function refusalOf(token: string, nowMs: number): string {
  try {
    const { exp } = JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString());
    const late = Math.floor(nowMs / 1000 - exp);
    if (late >= 0) return `Token has expired ${late} seconds ago`;
  } catch {
    return "The token provided is not a valid JWT";
  }
  return "The token provided was not signed for this project";
}
