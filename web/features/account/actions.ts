"use server";

import { redirect } from "next/navigation";
import { siteEnv } from "../../lib/env.ts";
import { requireSameOrigin } from "../../lib/require-same-origin.ts";
import { userOf } from "../../lib/require-user.ts";
import { safePath } from "../../lib/safe-path.ts";
import { writingClient } from "../../lib/supabase-server.ts";
import { authMessage } from "./auth-message.ts";
import { type FormState, fieldErrors, NewPasswordForm, ResetForm, SignInForm, SignUpForm } from "./forms.ts";
import { pendingMail, rememberMail } from "./pending-mail.ts";

const SIGNED_OUT_PATH = "/sign-in?notice=signed-out";

/** Makes an account and sends the confirmation mail. A known address leads to the same page. */
export async function signUp(_before: FormState, form: FormData): Promise<FormState> {
  await requireSameOrigin();
  const parsed = SignUpForm.safeParse(Object.fromEntries(form));
  if (!parsed.success) return { email: text(form, "email"), errors: fieldErrors(parsed.error) };
  const { email, password, timeZone } = parsed.data;

  const db = await writingClient();
  const { error } = await db.auth.signUp({
    email,
    password,
    options: { emailRedirectTo: confirmUrl(), data: { time_zone: timeZone } },
  });
  const isKnown = error?.code === "user_already_exists" || error?.code === "email_exists";
  if (error && !isKnown) return { email, message: authMessage(error) };
  await rememberMail({ kind: "signup", email });
  redirect("/check-mail");
}

export async function signIn(_before: FormState, form: FormData): Promise<FormState> {
  await requireSameOrigin();
  const parsed = SignInForm.safeParse(Object.fromEntries(form));
  if (!parsed.success) return { email: text(form, "email"), errors: fieldErrors(parsed.error) };

  const db = await writingClient();
  const { error } = await db.auth.signInWithPassword(parsed.data);
  if (error) return { email: parsed.data.email, message: authMessage(error) };
  redirect(safePath(form.get("next")));
}

/** Signs in again from within a page, which stays as it is. */
export async function resumeSession(_before: FormState, form: FormData): Promise<FormState> {
  await requireSameOrigin();
  const parsed = SignInForm.safeParse(Object.fromEntries(form));
  if (!parsed.success) return { errors: fieldErrors(parsed.error) };

  const db = await writingClient();
  const { error } = await db.auth.signInWithPassword(parsed.data);
  return error ? { message: authMessage(error) } : { isDone: true };
}

/** Sends the reset link, and says the same whether or not the address is known. */
export async function requestReset(_before: FormState, form: FormData): Promise<FormState> {
  await requireSameOrigin();
  const parsed = ResetForm.safeParse(Object.fromEntries(form));
  if (!parsed.success) return { email: text(form, "email"), errors: fieldErrors(parsed.error) };
  const { email } = parsed.data;

  const db = await writingClient();
  const { error } = await db.auth.resetPasswordForEmail(email, { redirectTo: confirmUrl() });
  if (error && error.code !== "user_not_found") return { email, message: authMessage(error) };
  await rememberMail({ kind: "recovery", email });
  redirect("/check-mail");
}

/** Sends the last mail once more. */
export async function resendMail(): Promise<FormState> {
  await requireSameOrigin();
  const mail = await pendingMail();
  if (!mail) redirect("/sign-in");
  const db = await writingClient();
  const { error } =
    mail.kind === "recovery"
      ? await db.auth.resetPasswordForEmail(mail.email, { redirectTo: confirmUrl() })
      : await db.auth.resend({
          type: "signup",
          email: mail.email,
          options: { emailRedirectTo: confirmUrl() },
        });
  if (error && (error.status === 429 || (error.status ?? 500) >= 500)) return { message: authMessage(error) };
  return { message: "Sent again. It can take a minute to arrive." };
}

/** Sets the new password of the person whose reset link was opened, and signs every other device out. */
export async function setPassword(_before: FormState, form: FormData): Promise<FormState> {
  await requireSameOrigin();
  const parsed = NewPasswordForm.safeParse(Object.fromEntries(form));
  if (!parsed.success) return { errors: fieldErrors(parsed.error) };

  const db = await writingClient();
  if (!(await userOf(db))) redirect("/reset?notice=expired");
  const { error } = await db.auth.updateUser({ password: parsed.data.password });
  if (error) return { message: authMessage(error) };
  await db.auth.signOut({ scope: "others" });
  redirect("/feed");
}

/** Ends this device's session and leaves the page where it is. */
export async function endSession(): Promise<void> {
  await requireSameOrigin();
  const db = await writingClient();
  await db.auth.signOut({ scope: "local" });
}

export async function signOut(): Promise<void> {
  await endSession();
  redirect(SIGNED_OUT_PATH);
}

function confirmUrl(): string {
  return `${siteEnv().siteUrl}/auth/confirm`;
}

function text(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === "string" ? value.slice(0, 254) : "";
}
