"use server";

import type { AuthError, User } from "@supabase/supabase-js";
import { redirect } from "next/navigation";
import type { ServerDb } from "../../lib/db.ts";
import { siteEnv } from "../../lib/env.ts";
import { requireSameOrigin } from "../../lib/require-same-origin.ts";
import { userOf } from "../../lib/require-user.ts";
import { safePath } from "../../lib/safe-path.ts";
import { holdingClient, writingClient } from "../../lib/supabase-server.ts";
import { answerEvenly } from "./answer-evenly.ts";
import { authMessage } from "./auth-message.ts";
import { breachedMessage } from "./breached-password.ts";
import {
  CodeForm,
  type FormState,
  fieldErrors,
  NewPasswordForm,
  ResetForm,
  SignInForm,
  SignUpForm,
} from "./forms.ts";
import { rememberNext } from "./next-path.ts";
import { type PendingMail, pendingMail, rememberMail } from "./pending-mail.ts";
import { proveCode } from "./proof.ts";

const SIGNED_OUT_PATH = "/sign-in?notice=signed-out";

/** Makes an account and sends the confirmation mail. A known address leads to the same page. */
export async function signUp(_before: FormState, form: FormData): Promise<FormState> {
  await requireSameOrigin();
  const parsed = SignUpForm.safeParse(Object.fromEntries(form));
  if (!parsed.success) return { email: text(form, "email"), errors: fieldErrors(parsed.error) };
  const { email, password, timeZone } = parsed.data;
  const leaked = await breachedMessage(password);
  if (leaked) return { email, errors: { password: leaked } };

  const db = await writingClient();
  const options = { emailRedirectTo: confirmUrl(), data: { time_zone: timeZone } };
  const { error } = await answerEvenly(db.auth.signUp({ email, password, options }));
  const isKnown = error?.code === "user_already_exists" || error?.code === "email_exists";
  if (error && !isKnown) return { email, message: authMessage(error) };
  await rememberMail({ kind: "signup", email });
  await rememberNext(form.get("next"));
  redirect("/check-mail");
}

export async function signIn(_before: FormState, form: FormData): Promise<FormState> {
  await requireSameOrigin();
  const parsed = SignInForm.safeParse(Object.fromEntries(form));
  if (!parsed.success) return { email: text(form, "email"), errors: fieldErrors(parsed.error) };

  const db = await writingClient();
  const { data, error } = await answerEvenly(db.auth.signInWithPassword(parsed.data), isOpen);
  if (error) return { email: parsed.data.email, message: authMessage(error) };
  const next = safePath(form.get("next"));
  redirect(hasFactor(data.user) ? `/sign-in/code?next=${encodeURIComponent(next)}` : next);
}

/** Mails a link that signs in, and says the same whether or not the address is known. */
export async function sendLink(_before: FormState, form: FormData): Promise<FormState> {
  await requireSameOrigin();
  const parsed = ResetForm.safeParse(Object.fromEntries(form));
  if (!parsed.success) return { email: text(form, "email"), errors: fieldErrors(parsed.error) };
  const { email } = parsed.data;

  const db = await writingClient();
  const { error } = await answerEvenly(db.auth.signInWithOtp({ email, options: linkOptions() }));
  if (error && !isUnknownAddress(error)) return { email, message: authMessage(error) };
  await rememberMail({ kind: "link", email });
  await rememberNext(form.get("next"));
  redirect("/check-mail");
}

/** Signs in again from within a page, which stays as it is; the code is asked for in the same form. */
export async function resumeSession(_before: FormState, form: FormData): Promise<FormState> {
  await requireSameOrigin();
  const parsed = SignInForm.safeParse(Object.fromEntries(form));
  if (!parsed.success) return { errors: fieldErrors(parsed.error) };

  const { db, keep } = await holdingClient();
  const { data, error } = await answerEvenly(db.auth.signInWithPassword(parsed.data), isOpen);
  if (error) return { message: authMessage(error) };
  const missing = hasFactor(data.user) ? await whatCodeLacks(db, form) : null;
  if (missing) {
    await db.auth.signOut({ scope: "local" });
    return missing;
  }
  keep();
  return { isDone: true };
}

/** Lifts the session by the code of the form; what to answer where there is none or it is wrong. */
async function whatCodeLacks(db: ServerDb, form: FormData): Promise<FormState | null> {
  if (!form.get("code")) return { needs: "proof" };
  const parsed = CodeForm.safeParse(Object.fromEntries(form));
  if (!parsed.success) return { needs: "proof", errors: fieldErrors(parsed.error) };
  const refusal = await proveCode(db, parsed.data.code);
  return refusal ? { needs: "proof", errors: { code: authMessage(refusal) } } : null;
}

/** Sends the reset link, and says the same whether or not the address is known. */
export async function requestReset(_before: FormState, form: FormData): Promise<FormState> {
  await requireSameOrigin();
  const parsed = ResetForm.safeParse(Object.fromEntries(form));
  if (!parsed.success) return { email: text(form, "email"), errors: fieldErrors(parsed.error) };
  const { email } = parsed.data;

  const db = await writingClient();
  const asked = db.auth.resetPasswordForEmail(email, { redirectTo: confirmUrl() });
  const { error } = await answerEvenly(asked);
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
  const { error } = await answerEvenly(sendOnceMore(db, mail));
  if (error && (error.status === 429 || (error.status ?? 500) >= 500)) return { message: authMessage(error) };
  return { message: "Sent again. It can take a minute to arrive." };
}

function sendOnceMore(db: ServerDb, { kind, email }: PendingMail): Promise<{ error: AuthError | null }> {
  if (kind === "recovery") return db.auth.resetPasswordForEmail(email, { redirectTo: confirmUrl() });
  if (kind === "link") return db.auth.signInWithOtp({ email, options: linkOptions() });
  return db.auth.resend({ type: "signup", email, options: { emailRedirectTo: confirmUrl() } });
}

/** Sets the new password of the person whose reset link was opened, and signs every other device out. */
export async function setPassword(_before: FormState, form: FormData): Promise<FormState> {
  await requireSameOrigin();
  const parsed = NewPasswordForm.safeParse(Object.fromEntries(form));
  if (!parsed.success) return { errors: fieldErrors(parsed.error) };

  const db = await writingClient();
  const user = await userOf(db);
  if (!user) redirect("/reset?notice=expired");
  if (user.lacksCode) redirect("/sign-in/code?next=/reset/new");
  const leaked = await breachedMessage(parsed.data.password);
  if (leaked) return { errors: { password: leaked } };
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

/** Who is signed in may know so at once. */
function isOpen({ error }: { error: AuthError | null }): boolean {
  return error === null;
}

function linkOptions() {
  return { shouldCreateUser: false, emailRedirectTo: confirmUrl() };
}

/** Auth tells by an error that nobody has this address; whoever asks must not learn that. */
function isUnknownAddress({ code }: AuthError): boolean {
  return code === "otp_disabled" || code === "user_not_found" || code === "signup_disabled";
}

function hasFactor({ factors = [] }: User): boolean {
  return factors.some(({ status }) => status === "verified");
}

function confirmUrl(): string {
  return `${siteEnv().siteUrl}/auth/confirm`;
}

function text(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === "string" ? value.slice(0, 254) : "";
}
