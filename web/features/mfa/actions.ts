"use server";

import { z } from "zod";
import { requireSameOrigin } from "../../lib/require-same-origin.ts";
import { userOf } from "../../lib/require-user.ts";
import { writingClient } from "../../lib/supabase-server.ts";
import { authMessage } from "../account/auth-message.ts";
import { CodeForm, fieldErrors } from "../account/forms.ts";
import { hasFreshProof } from "../account/proof.ts";

const FactorName = z.string().trim().min(1, "Name the app or phone.").max(60, "Use at most 60 characters.");
const FactorId = z.uuid();
const SIGNED_OUT = { message: "You are signed out. Sign in again." };

interface Refused {
  message?: string;
  needs?: "proof";
}

/** What an authenticator app needs: a picture to scan, or its text to type. */
export interface NewFactor {
  id: string;
  qrCode: string;
  secret: string;
}

/** The first half of adding an authenticator app: it counts for nothing before its first code was right. */
export async function startFactor(name: string): Promise<Refused & { factor?: NewFactor }> {
  await requireSameOrigin();
  const parsed = FactorName.safeParse(name);
  if (!parsed.success) return { message: parsed.error.issues[0]?.message ?? "" };
  const db = await writingClient();
  if (!(await userOf(db))) return SIGNED_OUT;
  if (!(await hasFreshProof(db))) return { needs: "proof" };

  // One that was begun and left would block its name.
  const { data: known } = await db.auth.mfa.listFactors();
  for (const { id, status } of known?.all ?? []) {
    if (status === "unverified") await db.auth.mfa.unenroll({ factorId: id });
  }
  const { data, error } = await db.auth.mfa.enroll({
    factorType: "totp",
    friendlyName: parsed.data,
    issuer: "Floyo",
  });
  if (error) return { message: authMessage(error) };
  return { factor: { id: data.id, qrCode: data.totp.qr_code, secret: data.totp.secret } };
}

/** The second half: its first code. Ends every other session; gives recovery codes to whoever has none. */
export async function finishFactor(
  factorId: string,
  code: string,
): Promise<Refused & { isDone?: true; codes?: string[] }> {
  await requireSameOrigin();
  const parsed = CodeForm.safeParse({ code });
  if (!parsed.success) return { message: fieldErrors(parsed.error).code ?? "" };
  const db = await writingClient();
  const { error } = await db.auth.mfa.challengeAndVerify({
    factorId: FactorId.parse(factorId),
    code: parsed.data.code,
  });
  if (error) return { message: authMessage(error) };
  await db.rpc("revoke_other_sessions");
  const left = await db.rpc("recovery_codes_left");
  if (left.error || left.data > 0) return { isDone: true };
  const made = await db.rpc("make_recovery_codes");
  return { isDone: true, codes: Codes.parse(made.data ?? []) };
}

/** Takes an authenticator app away and ends every other session. */
export async function removeFactor(factorId: string): Promise<Refused & { isDone?: true }> {
  await requireSameOrigin();
  const db = await writingClient();
  if (!(await userOf(db))) return SIGNED_OUT;
  if (!(await hasFreshProof(db))) return { needs: "proof" };
  const { error } = await db.auth.mfa.unenroll({ factorId: FactorId.parse(factorId) });
  if (error) return { message: authMessage(error) };
  // The token still says what the session was lifted to.
  await db.auth.refreshSession();
  await db.rpc("revoke_other_sessions");
  return { isDone: true };
}

const Codes = z.array(z.string());
