import * as z from "zod";
import { authError } from "../../gateway/replies.ts";
import type { AuthCore } from "../core.ts";
import type { AuthDatabase } from "../database.ts";
import type { SignedIn } from "../people.ts";
import { currentFacts } from "../request-facts.ts";
import { withSession } from "../sessions.ts";
import { AUTH_SETTINGS } from "../settings.ts";
import type { SessionTokens } from "../tokens.ts";
import { stepOfCode } from "./totp.ts";

const Attempt = z.object({ challenge_id: z.uuid(), code: z.string().trim().max(64).default("") });

/** POST /factors/:id/verify: lifts the session to aal2 and gives it a new pair of tokens. */
export async function verifyFactor(
  { core, tokens }: { core: AuthCore; tokens: SessionTokens },
  person: SignedIn,
  factorId: string,
  body: unknown,
): Promise<Response> {
  const parsed = Attempt.safeParse(body);
  if (!parsed.success) return authError(400, "validation_failed", z.prettifyError(parsed.error));
  const { challenge_id, code } = parsed.data;
  if (!code) return authError(400, "validation_failed", "Code needs to be non-empty");
  const refusal = await core.sql.begin(async (transaction) => {
    const database = transaction as unknown as AuthDatabase;
    return (
      (await refuseChallenge(database, factorId, challenge_id)) ??
      (await takeCode(database, { person, factorId, challengeId: challenge_id, code }))
    );
  });
  if (refusal) return refusal;
  const [current] = await core.sql<{ token: string }[]>`
    select token from auth.refresh_tokens
    where session_id = ${person.sessionId} and not revoked order by created_at desc limit 1`;
  const answer = await core.ask("/token?grant_type=refresh_token", {
    method: "POST",
    body: { refresh_token: current?.token ?? "" },
  });
  return withSession(answer, tokens, "totp");
}

async function refuseChallenge(sql: AuthDatabase, factorId: string, challengeId: string) {
  const [challenge] = await sql<{ isUsed: boolean; isElsewhere: boolean; isExpired: boolean }[]>`
    select verified_at is not null as "isUsed", ip_address <> ${currentFacts().ip}::inet as "isElsewhere",
      created_at <= now() - make_interval(secs => ${AUTH_SETTINGS.challengeExpiryS}) as "isExpired"
    from auth.mfa_challenges where id = ${challengeId} and factor_id = ${factorId}`;
  if (!challenge) {
    return authError(404, "mfa_factor_not_found", "MFA factor with the provided challenge ID not found");
  }
  if (challenge.isUsed || challenge.isElsewhere) {
    return authError(422, "mfa_ip_address_mismatch", "Challenge and verify IP addresses mismatch");
  }
  if (challenge.isExpired) {
    await sql`delete from auth.mfa_challenges where id = ${challengeId}`;
    return authError(
      422,
      "mfa_challenge_expired",
      `MFA challenge ${challengeId} has expired, verify against another challenge or create a new challenge.`,
    );
  }
  return null;
}

/**
 * Takes a code once: the step of a taken code stays with its challenge. All that a success changes changes together,
 * under the factor's row lock.
 */
async function takeCode(
  sql: AuthDatabase,
  attempt: { person: SignedIn; factorId: string; challengeId: string; code: string },
): Promise<Response | null> {
  const { person, factorId, challengeId, code } = attempt;
  const [factor] = await sql<{ secret: string }[]>`
    select secret from auth.mfa_factors where id = ${factorId} for update`;
  const step = factor ? await stepOfCode(factor.secret, code, Date.now()) : null;
  const taken =
    step === null
      ? []
      : await sql`
          select from auth.mfa_challenges
          where factor_id = ${factorId} and verified_at is not null and otp_code = ${String(step)}`;
  if (step === null || taken.length > 0) {
    return authError(422, "mfa_verification_failed", "Invalid TOTP code entered");
  }
  await sql`
    update auth.mfa_challenges set verified_at = now(), otp_code = ${String(step)} where id = ${challengeId}`;
  await sql`
    update auth.mfa_factors set status = 'verified', updated_at = now()
    where id = ${factorId} and status <> 'verified'`;
  await sql`
    update auth.sessions set aal = 'aal2', factor_id = ${factorId}, updated_at = now()
    where id = ${person.sessionId}`;
  await sql`delete from auth.sessions where user_id = ${person.userId} and coalesce(aal, 'aal1') < 'aal2'`;
  await sql`delete from auth.mfa_factors where user_id = ${person.userId} and status = 'unverified'`;
  return null;
}
