"use server";

import { redirect } from "next/navigation";
import { requireSameOrigin } from "../../lib/require-same-origin.ts";
import { userOf } from "../../lib/require-user.ts";
import { safePath } from "../../lib/safe-path.ts";
import { writingClient } from "../../lib/supabase-server.ts";
import { authMessage } from "./auth-message.ts";
import { CodeForm, type FormState, fieldErrors, ProofForm, RecoveryForm } from "./forms.ts";
import { hasFactor, proveCode, sessionIdOf } from "./proof.ts";

const RECOVERED_PATH = "/settings/security?notice=recovered";

/** The second step of signing in. */
export async function signInWithCode(_before: FormState, form: FormData): Promise<FormState> {
  await requireSameOrigin();
  const parsed = CodeForm.safeParse(Object.fromEntries(form));
  if (!parsed.success) return { errors: fieldErrors(parsed.error) };
  const db = await writingClient();
  const next = safePath(form.get("next"));
  if (!(await userOf(db))) redirect(`/sign-in?next=${encodeURIComponent(next)}`);
  const error = await proveCode(db, parsed.data.code);
  if (error) return { errors: { code: authMessage(error) } };
  redirect(next);
}

/** Gets a person in who lost the app: a recovery code takes the second factor away and ends every other session. */
export async function signInWithRecoveryCode(_before: FormState, form: FormData): Promise<FormState> {
  await requireSameOrigin();
  const parsed = RecoveryForm.safeParse(Object.fromEntries(form));
  if (!parsed.success) return { errors: fieldErrors(parsed.error) };
  const db = await writingClient();
  if (!(await userOf(db))) redirect("/sign-in");
  const { data, error } = await db.rpc("use_recovery_code", { code: parsed.data.code });
  if (error)
    return { message: "Signing in does not answer at the moment. No code was used; try again in a minute." };
  if (data === "limited") {
    return { message: "Five wrong codes in fifteen minutes. Wait a quarter of an hour, then try again." };
  }
  if (data !== "recovered") {
    return { errors: { code: "This is none of your unused recovery codes. Check it letter by letter." } };
  }
  redirect(RECOVERED_PATH);
}

/** What proves best who is asking: the code of whoever has a second factor, else the password. */
export async function proofWanted(): Promise<{ kind: "code" | "password"; email: string }> {
  await requireSameOrigin();
  const db = await writingClient();
  const user = await userOf(db);
  return { kind: (await hasFactor(db)) ? "code" : "password", email: user?.email ?? "" };
}

/** Takes that proof; commands that want it go through for the next ten minutes. */
export async function confirmItsMe(_before: FormState, form: FormData): Promise<FormState> {
  await requireSameOrigin();
  const db = await writingClient();
  const user = await userOf(db);
  if (!user) return { message: "You are signed out. Sign in again." };

  if (await hasFactor(db)) {
    const parsed = CodeForm.safeParse(Object.fromEntries(form));
    if (!parsed.success) return { errors: fieldErrors(parsed.error) };
    const error = await proveCode(db, parsed.data.code);
    return error ? { errors: { code: authMessage(error) } } : { isDone: true };
  }
  const parsed = ProofForm.safeParse(Object.fromEntries(form));
  if (!parsed.success) return { errors: fieldErrors(parsed.error) };
  const old = await sessionIdOf(db);
  const { error } = await db.auth.signInWithPassword({ email: user.email, password: parsed.data.password });
  if (error) {
    const isWrong = error.code === "invalid_credentials";
    return isWrong ? { errors: { password: "This is not your password." } } : { message: authMessage(error) };
  }
  // Signing in made a new session; the one before would stay behind in the list of devices.
  if (old) await db.rpc("revoke_session", { id: old });
  return { isDone: true };
}
