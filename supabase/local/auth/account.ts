import type { Claims } from "../gateway/tokens.ts";
import type { AuthBody } from "./bodies.ts";
import type { AuthCore } from "./core.ts";
import { refuseTooSoon } from "./mail-interval.ts";
import { withFactors } from "./mfa/factors.ts";
import { refuseWithoutFactor } from "./mfa/refuse-without-factor.ts";
import { refuseOldSession } from "./reauthentication.ts";

/** GET /user. */
export async function readAccount(core: AuthCore, claims: Claims | null): Promise<Response> {
  return factorsAdded(core, await core.ask("/user", { method: "GET", claims }));
}

async function factorsAdded(core: AuthCore, answer: Response): Promise<Response> {
  if (!answer.ok) return answer;
  const user = (await answer.json()) as { id: string };
  return Response.json(await withFactors(core.sql, user));
}

/** PUT /user. With a second factor, address and password change at aal2 only: whoever reads the mail has one factor. A new password ends the person's other sessions, as on hosted; the core leaves them be. */
export async function updateAccount(
  core: AuthCore,
  claims: Claims | null,
  body: AuthBody,
): Promise<Response> {
  const isNewEmail = body.email !== undefined && body.email.toLowerCase() !== claims?.email;
  if (claims?.sub && (body.password || isNewEmail)) {
    const refusal = await refuseWithoutFactor(core.sql, claims);
    if (refusal) return refusal;
  }
  if (claims?.email && body.email && isNewEmail) {
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
  return factorsAdded(core, answer);
}

/** POST /logout: every session unless the request names a narrower scope, as on hosted. */
export function signOut(core: AuthCore, claims: Claims | null, scope: string | null): Promise<Response> {
  const query = new URLSearchParams({ scope: scope ?? "global" });
  return core.ask(`/logout?${query}`, { method: "POST", claims });
}
