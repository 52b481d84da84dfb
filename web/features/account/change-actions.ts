"use server";

import { siteEnv } from "../../lib/env.ts";
import { requireSameOrigin } from "../../lib/require-same-origin.ts";
import { userOf } from "../../lib/require-user.ts";
import { writingClient } from "../../lib/supabase-server.ts";
import { authMessage } from "./auth-message.ts";
import { breachedMessage } from "./breached-password.ts";
import { type FormState, fieldErrors, NewEmailForm, NewPasswordForm } from "./forms.ts";
import { rememberNext } from "./next-path.ts";
import { hasFreshProof } from "./proof.ts";

const TOO_OLD =
  "You signed in here more than a day ago, and Auth wants a new sign-in for this. Sign out, sign in, and repeat it.";

/** A new password for the person who is signed in; every other session ends. */
export async function changePassword(_before: FormState, form: FormData): Promise<FormState> {
  await requireSameOrigin();
  const parsed = NewPasswordForm.safeParse(Object.fromEntries(form));
  if (!parsed.success) return { errors: fieldErrors(parsed.error) };
  const db = await writingClient();
  if (!(await userOf(db))) return { message: "You are signed out. Sign in again." };
  if (!(await hasFreshProof(db))) return { needs: "proof" };
  const leaked = await breachedMessage(parsed.data.password);
  if (leaked) return { errors: { password: leaked } };
  const { error } = await db.auth.updateUser({ password: parsed.data.password });
  if (error) {
    return { message: error.code === "reauthentication_needed" ? TOO_OLD : authMessage(error) };
  }
  await db.rpc("revoke_other_sessions");
  return { isDone: true };
}

/** Asks both mailboxes to agree to a new address; nothing changes before both did. */
export async function changeEmail(_before: FormState, form: FormData): Promise<FormState> {
  await requireSameOrigin();
  const parsed = NewEmailForm.safeParse(Object.fromEntries(form));
  if (!parsed.success) return { errors: fieldErrors(parsed.error) };
  const { email } = parsed.data;
  const db = await writingClient();
  const user = await userOf(db);
  if (!user) return { message: "You are signed out. Sign in again." };
  if (user.email.toLowerCase() === email.toLowerCase()) {
    return { email, errors: { email: "This is the address you have. Write the new one." } };
  }
  if (!(await hasFreshProof(db))) return { email, needs: "proof" };
  const { error } = await db.auth.updateUser(
    { email },
    { emailRedirectTo: `${siteEnv().siteUrl}/auth/confirm` },
  );
  if (error) return { email, message: authMessage(error) };
  await rememberNext("/settings/security?notice=email-changed");
  return { email, isDone: true };
}
