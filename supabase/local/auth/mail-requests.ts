import { randomBytes } from "node:crypto";
import { authError } from "../gateway/replies.ts";
import type { AuthBody } from "./bodies.ts";
import type { AuthCore } from "./core.ts";
import { refuseTooSoon } from "./mail-interval.ts";
import type { CoreMailer } from "./mail-links.ts";
import { makeOtp } from "./otp.ts";
import { otpHash } from "./otp-types.ts";
import { findPerson } from "./people.ts";
import { sendConfirmation, signUp } from "./sign-up.ts";

interface Parts {
  core: AuthCore;
  mailer: CoreMailer;
}

/**
 * POST /otp: a link to sign in with. A newcomer gets a link to confirm the address with; unmended, the core would make
 * a confirmed account for an address nobody has shown to be theirs.
 */
export async function requestSignInLink(parts: Parts, body: AuthBody): Promise<Response> {
  const { core } = parts;
  const { email } = body;
  if (!email) return core.ask("/otp", { method: "POST", body });
  const person = await findPerson(core.sql, email);
  if (!person && body.create_user === false) {
    return authError(422, "otp_disabled", "Signups not allowed for otp");
  }
  if (!person?.isConfirmed) {
    const password = randomBytes(32).toString("base64url");
    const answer = await signUp(parts, { email, password, data: body.data ?? {} });
    return answer.ok ? Response.json({}) : answer;
  }
  const refusal = await refuseTooSoon(core.sql, { email, column: "recovery_sent_at" });
  return refusal ?? core.ask("/otp", { method: "POST", body });
}

/** POST /recover: a link to choose a new password with; nothing, and no word of it, for an unknown address. */
export async function requestRecovery({ core }: Parts, body: AuthBody): Promise<Response> {
  const refusal = body.email
    ? await refuseTooSoon(core.sql, { email: body.email, column: "recovery_sent_at" })
    : null;
  return refusal ?? core.ask("/recover", { method: "POST", body });
}

/** POST /resend: the last mail of a kind again. Unmended, the core refuses each one for 59 seconds, for ever. */
export async function resend(parts: Parts, body: AuthBody): Promise<Response> {
  const { core, mailer } = parts;
  const { type, email } = body;
  const person = email ? await findPerson(core.sql, email) : null;
  if (email && person && type === "signup" && !person.isConfirmed) {
    const refusal = await refuseTooSoon(core.sql, { email, column: "confirmation_sent_at" });
    if (refusal) return refusal;
    await sendConfirmation(parts, { id: person.id, email });
    return Response.json({});
  }
  if (email && person?.newEmail && type === "email_change") {
    const refusal = await refuseTooSoon(core.sql, { email, column: "email_change_sent_at" });
    if (refusal) return refusal;
    const otp = makeOtp();
    const hash = otpHash(person.newEmail, otp);
    await core.sql`
      update auth.users set email_change_token_new = ${hash}, email_change_sent_at = now()
      where id = ${person.id}`;
    const options = { userId: person.id, currentEmail: email, newEmail: person.newEmail };
    await mailer.sendEmailChange(person.newEmail, hash, otp, options);
    return Response.json({});
  }
  return core.ask("/resend", { method: "POST", body });
}
