import type { Claims } from "../gateway/tokens.ts";
import type { AuthBody } from "./bodies.ts";
import type { AuthCore } from "./core.ts";
import { refuseTooSoon } from "./mail-interval.ts";
import { refuseOldSession } from "./reauthentication.ts";

/** PUT /user. A new password ends the person's other sessions, as on hosted; the core leaves them be. */
export async function updateAccount(
  core: AuthCore,
  claims: Claims | null,
  body: AuthBody,
): Promise<Response> {
  if (claims?.email && body.email && body.email.toLowerCase() !== claims.email) {
    const refusal = await refuseTooSoon(core.sql, { email: claims.email, column: "email_change_sent_at" });
    if (refusal) return refusal;
  }
  if (claims?.sub && body.password) {
    const refusal = await refuseOldSession(core.sql, { claims, nonce: body.nonce });
    if (refusal) return refusal;
  }
  const answer = await core.ask("/user", { method: "PUT", body, claims });
  if (answer.ok && body.password && claims?.sub && claims.session_id) {
    await core.sql`
      delete from auth.sessions where user_id = ${claims.sub} and id <> ${claims.session_id}`;
  }
  return answer;
}

/** POST /logout: every session unless the request names a narrower scope, as on hosted. */
export function signOut(core: AuthCore, claims: Claims | null, scope: string | null): Promise<Response> {
  const query = new URLSearchParams({ scope: scope ?? "global" });
  return core.ask(`/logout?${query}`, { method: "POST", claims });
}
