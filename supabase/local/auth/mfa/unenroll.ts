import { authError } from "../../gateway/replies.ts";
import type { AuthDatabase } from "../database.ts";
import type { SignedIn } from "../people.ts";

/** DELETE /factors/:id. Sessions that the factor had lifted sink back, which their tokens show after a refresh. */
export async function unenrollFactor(
  sql: AuthDatabase,
  person: SignedIn,
  factor: { id: string; isVerified: boolean },
): Promise<Response> {
  if (factor.isVerified && !person.isAal2) {
    return authError(422, "insufficient_aal", "AAL2 required to unenroll verified factor");
  }
  await sql.begin(async (transaction) => {
    await transaction`
      delete from auth.mfa_amr_claims
      where authentication_method = 'totp'
        and session_id in (select id from auth.sessions where factor_id = ${factor.id})`;
    await transaction`
      update auth.sessions set aal = 'aal1', factor_id = null, updated_at = now() where factor_id = ${factor.id}`;
    await transaction`delete from auth.mfa_factors where id = ${factor.id}`;
  });
  return Response.json({ id: factor.id });
}
