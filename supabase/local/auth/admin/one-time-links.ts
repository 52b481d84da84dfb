import { randomBytes } from "node:crypto";
import { authError } from "../../gateway/replies.ts";
import type { AuthDatabase } from "../database.ts";
import { type CoreMailer, mailRequest } from "../mail-links.ts";
import { makeOtp } from "../otp.ts";
import { otpHash } from "../otp-types.ts";
import { findPerson } from "../people.ts";
import { allowedRedirect } from "../redirects.ts";
import type { LinkWish } from "./bodies.ts";
import { EMAIL_TAKEN, insertUser } from "./create-user.ts";
import { readUser } from "./user-json.ts";
import { refuseWeak } from "./weak-password.ts";

/** POST /invite: an account without a password, and the mail whose link opens it. */
export async function inviteUser(
  { sql, mailer }: { sql: AuthDatabase; mailer: CoreMailer },
  { email, data }: { email: string; data: Record<string, unknown> },
): Promise<Response> {
  const userId = await invitedUser(sql, email, data);
  if (userId instanceof Response) return userId;
  const otp = makeOtp();
  const tokenHash = otpHash(email, otp);
  await storeConfirmation(sql, { userId, tokenHash, isInvited: true });
  await mailer.sendInvite(email, tokenHash, otp, { userId });
  return Response.json(await readUser(sql, userId));
}

/** POST /admin/generate_link: the link that a mail would hold, and no mail. */
export async function generateLink(
  parts: { sql: AuthDatabase; issuer: string; siteUrl: string; allowList: readonly string[] },
  wish: LinkWish,
): Promise<Response> {
  const { sql, issuer } = parts;
  const { email } = wish;
  const person = await findPerson(sql, email);
  // Nobody by that address yet: hosted makes the account, and the link confirms it.
  const type = wish.type === "magiclink" && !person ? "signup" : wish.type;
  const otp = makeOtp();
  const made = await storeToken(sql, { ...wish, type }, person, otp);
  if (made instanceof Response) return made;

  const redirectTo = allowedRedirect(wish.redirect_to ?? mailRequest.getStore()?.redirectTo, parts);
  const link = new URL(`${issuer}/verify`);
  link.searchParams.set("token", made.tokenHash);
  link.searchParams.set("type", type.startsWith("email_change") ? "email_change" : type);
  link.searchParams.set("redirect_to", redirectTo);
  return Response.json({
    ...(await readUser(sql, made.userId)),
    action_link: link.href,
    email_otp: otp,
    hashed_token: made.tokenHash,
    verification_type: type,
    redirect_to: redirectTo,
  });
}

type Made = { userId: string; tokenHash: string } | Response;

async function storeToken(
  sql: AuthDatabase,
  wish: LinkWish,
  person: { id: string; isConfirmed: boolean } | null,
  otp: string,
): Promise<Made> {
  const { email, data } = wish;
  const tokenHash = otpHash(email, otp);
  if (wish.type === "invite") {
    const userId = await invitedUser(sql, email, data);
    if (userId instanceof Response) return userId;
    await storeConfirmation(sql, { userId, tokenHash, isInvited: true });
    return { userId, tokenHash };
  }
  if (wish.type === "signup") {
    const userId = await signedUpUser(sql, wish, person);
    if (userId instanceof Response) return userId;
    await storeConfirmation(sql, { userId, tokenHash, isInvited: false });
    return { userId, tokenHash };
  }
  if (!person) return authError(404, "user_not_found", "User with this email not found");
  if (wish.type === "magiclink" || wish.type === "recovery") {
    await sql`
      update auth.users set recovery_token = ${tokenHash}, recovery_sent_at = now() where id = ${person.id}`;
    return { userId: person.id, tokenHash };
  }
  return storeEmailChange(sql, wish, { userId: person.id, otp });
}

async function invitedUser(sql: AuthDatabase, email: string, data: Record<string, unknown>) {
  const person = await findPerson(sql, email);
  if (person?.isConfirmed) return authError(422, "email_exists", EMAIL_TAKEN);
  return person?.id ?? insertUser(sql, { email, user_metadata: data });
}

async function signedUpUser(
  sql: AuthDatabase,
  { email, password, data }: LinkWish,
  person: { id: string; isConfirmed: boolean } | null,
) {
  if (person?.isConfirmed) return authError(422, "email_exists", EMAIL_TAKEN);
  if (person) {
    await sql`
      update auth.users set raw_user_meta_data = raw_user_meta_data || ${JSON.stringify(data)}::jsonb
      where id = ${person.id}`;
    return person.id;
  }
  const weak = refuseWeak(password);
  if (weak) return weak;
  const chosen = password ?? randomBytes(32).toString("base64url");
  return insertUser(sql, { email, password: chosen, user_metadata: data });
}

async function storeEmailChange(
  sql: AuthDatabase,
  wish: LinkWish,
  { userId, otp }: { userId: string; otp: string },
): Promise<Made> {
  if (!wish.new_email) {
    return authError(400, "validation_failed", "An email address is required");
  }
  if (await findPerson(sql, wish.new_email)) return authError(422, "email_exists", EMAIL_TAKEN);
  const isNew = wish.type === "email_change_new";
  const column = isNew ? "email_change_token_new" : "email_change_token_current";
  const tokenHash = otpHash(isNew ? wish.new_email : wish.email, otp);
  await sql`
    update auth.users set ${sql(column)} = ${tokenHash}, email_change = ${wish.new_email},
      email_change_sent_at = now(), email_change_confirm_status = 0
    where id = ${userId}`;
  return { userId, tokenHash };
}

function storeConfirmation(
  sql: AuthDatabase,
  { userId, tokenHash, isInvited }: { userId: string; tokenHash: string; isInvited: boolean },
) {
  return sql`
    update auth.users set confirmation_token = ${tokenHash}, confirmation_sent_at = now(),
      invited_at = case when ${isInvited} then now() else invited_at end, updated_at = now()
    where id = ${userId}`;
}
