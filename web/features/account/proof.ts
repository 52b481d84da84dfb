import "server-only";
import type { AuthError } from "@supabase/supabase-js";
import type { ServerDb } from "../../lib/db.ts";

const FRESH_S = 600;
const WITHOUT_FACTOR = new Set([
  "password",
  "otp",
  "magiclink",
  "oauth",
  "recovery",
  "invite",
  "email/signup",
  "totp",
]);
const WITH_FACTOR = new Set(["totp"]);

export async function hasFactor(db: ServerDb): Promise<boolean> {
  return (await verifiedFactors(db)).length > 0;
}

/** Tries the code with each authenticator app of the person; null when one took it. */
export async function proveCode(db: ServerDb, code: string): Promise<AuthError | null> {
  let refusal: AuthError | null = null;
  for (const factorId of await verifiedFactors(db)) {
    const { error } = await db.auth.mfa.challengeAndVerify({ factorId, code });
    if (!error) return null;
    refusal = error;
    if (error.status === 429) break;
  }
  return refusal;
}

export async function sessionIdOf(db: ServerDb): Promise<string | null> {
  const { data } = await db.auth.getClaims();
  return data?.claims.session_id ?? null;
}

/** Whether this session proved within ten minutes whose it is, by the rule of `private.require_step_up`. */
export async function hasFreshProof(db: ServerDb): Promise<boolean> {
  const [{ data }, isWithFactor] = await Promise.all([db.auth.getClaims(), hasFactor(db)]);
  const proofs = isWithFactor ? WITH_FACTOR : WITHOUT_FACTOR;
  const since = Date.now() / 1000 - FRESH_S;
  return (data?.claims.amr ?? []).some(
    (proof) => typeof proof === "object" && proofs.has(proof.method) && proof.timestamp > since,
  );
}

async function verifiedFactors(db: ServerDb): Promise<string[]> {
  const { data } = await db.auth.getUser();
  return (data.user?.factors ?? [])
    .filter(({ status, factor_type }) => status === "verified" && factor_type === "totp")
    .map(({ id }) => id);
}
