import type { AuthDatabase } from "./database.ts";
import { makeOtp } from "./otp.ts";
import { type OneTimeToken, otpHash } from "./otp-types.ts";
import { AUTH_SETTINGS } from "./settings.ts";

export const FIRST_HALF_MESSAGE =
  "Confirmation link accepted. Please proceed to confirm link sent to the other email";

/** A token for the mailbox that is left behind: both must agree to a change of address, as hosted is set up. */
export async function askOldMailbox(
  sql: AuthDatabase,
  { userId, email }: { userId: string; email: string },
): Promise<{ otp: string; tokenHash: string }> {
  const otp = makeOtp();
  const tokenHash = otpHash(email, otp);
  await sql`
    update auth.users set email_change_token_current = ${tokenHash}, email_change_confirm_status = 0
    where id = ${userId}`;
  return { otp, tokenHash };
}

/**
 * Takes the first of the two confirmations and says so; for the second it answers false, and the core completes the
 * change. Unmended, the core asks one mailbox only.
 */
export async function takeFirstHalf(sql: AuthDatabase, token: OneTimeToken): Promise<boolean> {
  if (token.coreType !== "email_change") return false;
  const [half] = await sql`
    update auth.users set ${sql(token.column)} = null, email_change_confirm_status = 1
    where id = ${token.userId} and ${sql(token.column)} = ${token.tokenHash}
      and email_change_token_new <> '' and email_change_token_current <> ''
      and email_change_sent_at > now() - make_interval(secs => ${AUTH_SETTINGS.otpExpiryS})
    returning id`;
  if (half) return true;
  if (token.column === "email_change_token_current") {
    // The core completes a change by the new mailbox's column only.
    await sql`
      update auth.users
      set email_change_token_new = email_change_token_current, email_change_token_current = null
      where id = ${token.userId} and email_change_token_current = ${token.tokenHash}
        and email_change_confirm_status = 1`;
  }
  return false;
}
