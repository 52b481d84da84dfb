import { authError } from "../../gateway/replies.ts";
import type { Claims } from "../../gateway/tokens.ts";
import type { AuthDatabase } from "../database.ts";

/** Refuses a session below aal2 of a person who has a second factor. */
export async function refuseWithoutFactor(sql: AuthDatabase, claims: Claims): Promise<Response | null> {
  const lacking = await sql`
    select from auth.mfa_factors
    where user_id = ${claims.sub ?? null} and status = 'verified'
      and not exists (
        select from auth.sessions where id = ${claims.session_id ?? null} and aal >= 'aal2'
      )
    limit 1`;
  if (lacking.length === 0) return null;
  return authError(
    401,
    "insufficient_aal",
    "AAL2 session is required to update email or password when MFA is enabled.",
  );
}
