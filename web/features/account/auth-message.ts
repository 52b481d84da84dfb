import type { AuthError } from "@supabase/supabase-js";

const MESSAGE_OF_CODE: Record<string, string> = {
  invalid_credentials: "Address and password do not belong together. Check both, or reset the password.",
  email_not_confirmed: "This address is not confirmed yet. Open the link in the mail we sent you.",
  over_request_rate_limit: "Too many tries. Wait a minute, then try again.",
  over_email_send_rate_limit: "Too many mails. Wait a minute, then ask again.",
  weak_password: "This password is too easy to guess. Use a longer one; three or four words do well.",
  same_password: "This is the password you already have. Choose another one.",
  reauthentication_needed: "This link is too old to set a password. Ask for a new one.",
  session_not_found: "This link is too old. Ask for a new one.",
  mfa_verification_failed: "This is not the code of this moment. Wait for the next one and type it again.",
  mfa_verification_rejected: "This is not the code of this moment. Wait for the next one and type it again.",
  mfa_challenge_expired: "That took too long. Type the code that the app shows now.",
  mfa_factor_name_conflict: "You have an authenticator app of this name. Choose another name.",
  too_many_enrolled_mfa_factors: "You have ten authenticator apps. Remove one first.",
  insufficient_aal: "This wants the code of your authenticator app. Sign in again with it.",
  email_exists: "This address cannot be used. Choose another one.",
  email_address_invalid: "No mail can be sent to this address. Choose another one.",
  signup_disabled: "New accounts are closed here at the moment.",
};

/** What a person reads when Auth says no: never whether an address is known. */
export function authMessage(error: AuthError): string {
  const known = error.code ? MESSAGE_OF_CODE[error.code] : undefined;
  if (known) return known;
  if (error.status === 429) return "Too many tries. Wait a minute, then try again.";
  return "Signing in does not answer at the moment. Nothing was changed; try again in a minute.";
}
