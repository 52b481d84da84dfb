import { type Claims, type SigningKey, signToken } from "../gateway/tokens.ts";
import type { AuthDatabase } from "./database.ts";
import { withFactors } from "./mfa/factors.ts";
import { currentFacts } from "./request-facts.ts";

/** The session in an answer of the core; the user is the one the client will see. */
export interface CoreSession {
  access_token: string;
  refresh_token: string;
  expires_in: number;
  expires_at: number;
  user: CoreUser;
}

export interface CoreUser {
  id: string;
  email?: string;
  phone?: string;
  role: string;
  aud: string;
  app_metadata: Record<string, unknown>;
  user_metadata: Record<string, unknown>;
  is_anonymous?: boolean;
}

export interface SessionTokens {
  /** The session with a token as hosted signs it. `method` is how the person just signed in; null for a refresh. */
  resign<T extends CoreSession>(session: T, method: string | null): Promise<T>;
  sessionId(session: CoreSession): string;
}

/**
 * Signs access tokens with the project's ES256 key and all of hosted's claims. Unmended they are HS256 with `sub` and
 * little else, and `getClaims()` must ask the server each time.
 */
export function createSessionTokens(options: {
  sql: AuthDatabase;
  signingKey: SigningKey;
  issuer: string;
}): SessionTokens {
  const { sql, signingKey, issuer } = options;

  async function resign<T extends CoreSession>(session: T, method: string | null): Promise<T> {
    const { user } = session;
    const { iat, exp, session_id } = coreClaims(session.access_token);
    const amr = await recordMethod(session_id, method);
    const claims: Claims = {
      iss: issuer,
      sub: user.id,
      aud: user.aud,
      exp,
      iat,
      email: user.email ?? "",
      phone: user.phone ?? "",
      app_metadata: user.app_metadata,
      user_metadata: user.user_metadata,
      role: user.role,
      aal: await noteDevice(session_id),
      amr,
      session_id,
      is_anonymous: user.is_anonymous ?? false,
    };
    return {
      ...session,
      access_token: signToken(claims, signingKey),
      user: await withFactors(sql, user),
    };
  }

  /** Which device last used the session; gives the level that the session has reached. */
  async function noteDevice(sessionId: string): Promise<string> {
    const { userAgent, ip } = currentFacts();
    const [session] = await sql<{ aal: string | null }[]>`
      update auth.sessions set user_agent = ${userAgent}, ip = ${ip} where id = ${sessionId} returning aal`;
    return session?.aal ?? "aal1";
  }

  /** Kept in a table, or a refresh would forget how the person signed in. Newest first. */
  async function recordMethod(sessionId: string, method: string | null) {
    if (method !== null) {
      await sql`
        insert into auth.mfa_amr_claims (session_id, authentication_method) values (${sessionId}, ${method})
        on conflict (session_id, authentication_method) do update set updated_at = now()`;
    }
    return sql<{ method: string; timestamp: number }[]>`
      select authentication_method as method, floor(extract(epoch from updated_at))::int as timestamp
      from auth.mfa_amr_claims where session_id = ${sessionId} order by updated_at desc`.then((rows) => [
      ...rows,
    ]);
  }

  return { resign, sessionId: (session) => coreClaims(session.access_token).session_id };
}

/** Read without a check: the core has just made it. */
export function coreClaims(token: string): { sub: string; iat: number; exp: number; session_id: string } {
  return JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString("utf8"));
}
