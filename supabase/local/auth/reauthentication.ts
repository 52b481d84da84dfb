import { authError } from "../gateway/replies.ts";
import type { Claims } from "../gateway/tokens.ts";
import type { AuthDatabase } from "./database.ts";
import { otpHash } from "./otp-types.ts";
import { AUTH_SETTINGS } from "./settings.ts";

/**
 * Refuses a new password from a session older than a day, unless it brings the code that `reauthenticate()` mailed.
 * The code is spent by this.
 */
export async function refuseOldSession(
  sql: AuthDatabase,
  { claims, nonce }: { claims: Claims; nonce: string | undefined },
): Promise<Response | null> {
  const fresh = await sql`
    select from auth.sessions
    where id = ${claims.session_id ?? null} and created_at > now() - interval '24 hours'`;
  if (fresh.length > 0) return null;
  if (!nonce) {
    return authError(400, "reauthentication_needed", "Password update requires reauthentication");
  }
  const spent = await sql`
    update auth.users set reauthentication_token = null
    where id = ${claims.sub ?? null} and reauthentication_token = ${otpHash(claims.email ?? "", nonce)}
      and reauthentication_sent_at > now() - make_interval(secs => ${AUTH_SETTINGS.otpExpiryS})
    returning id`;
  if (spent.length > 0) return null;
  return authError(422, "reauthentication_not_valid", "Nonce has expired or is invalid");
}
