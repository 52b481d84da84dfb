import { authError } from "../gateway/replies.ts";
import type { Claims } from "../gateway/tokens.ts";
import type { AuthDatabase } from "./database.ts";

/** What the adapter must know of an account before it asks the core. */
export interface Person {
  id: string;
  isConfirmed: boolean;
  passwordHash: string | null;
  newEmail: string | null;
}

export async function findPerson(sql: AuthDatabase, email: string): Promise<Person | null> {
  const [person] = await sql<Person[]>`
    select id, confirmed_at is not null as "isConfirmed", encrypted_password as "passwordHash",
      nullif(email_change, '') as "newEmail"
    from auth.users where email = ${email.toLowerCase()} and is_sso_user = false`;
  return person ?? null;
}

/** The person and the session of a token, both still there. */
export interface SignedIn {
  userId: string;
  email: string;
  sessionId: string;
  isAal2: boolean;
}

/** Who asks, by the token; the refusal when there is none, or when the person or the session is gone. */
export async function readSignedIn(sql: AuthDatabase, claims: Claims | null): Promise<SignedIn | Response> {
  if (!claims?.sub) {
    return authError(401, "no_authorization", "This endpoint requires a valid Bearer token");
  }
  const [found] = await sql<{ email: string; sessionId: string | null; isAal2: boolean }[]>`
    select coalesce(users.email, '') as email, sessions.id as "sessionId",
      coalesce(sessions.aal >= 'aal2', false) as "isAal2"
    from auth.users
    left join auth.sessions on sessions.user_id = users.id and sessions.id = ${claims.session_id ?? null}
    where users.id = ${claims.sub} and users.deleted_at is null`;
  if (!found) return authError(403, "user_not_found", "User from sub claim in JWT does not exist");
  if (!found.sessionId) {
    return authError(403, "session_not_found", "Session from session_id claim in JWT does not exist");
  }
  return { userId: claims.sub, email: found.email, sessionId: found.sessionId, isAal2: found.isAal2 };
}
