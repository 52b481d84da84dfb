import { randomUUID } from "node:crypto";
import * as z from "zod";
import { authError } from "../../gateway/replies.ts";
import type { AuthDatabase } from "../database.ts";
import type { SignedIn } from "../people.ts";
import { AUTH_SETTINGS } from "../settings.ts";
import { makeTotp } from "./totp.ts";

const Enrolment = z.object({
  factor_type: z.string().default(""),
  friendly_name: z.string().max(255).default(""),
  issuer: z.string().max(255).default(""),
});

/** POST /factors: an unverified factor, and what an authenticator app needs to be its other half. */
export async function enrollFactor(
  { sql, siteUrl }: { sql: AuthDatabase; siteUrl: string },
  person: SignedIn,
  body: unknown,
): Promise<Response> {
  const parsed = Enrolment.safeParse(body);
  if (!parsed.success) return authError(400, "validation_failed", z.prettifyError(parsed.error));
  const { factor_type, friendly_name, issuer } = parsed.data;
  if (factor_type === "phone") {
    return authError(422, "mfa_phone_enroll_not_enabled", "MFA enroll is disabled for Phone");
  }
  if (factor_type === "webauthn") {
    return authError(422, "mfa_webauthn_enroll_not_enabled", "MFA enroll is disabled for WebAuthn");
  }
  if (factor_type !== "totp") {
    return authError(400, "validation_failed", "factor_type needs to be totp, phone, or webauthn");
  }
  const refusal = await refuseFactor(sql, person, friendly_name);
  if (refusal) return refusal;

  const { secret, uri, qrCode } = await makeTotp({
    issuer: issuer || new URL(siteUrl).host,
    label: person.email,
  });
  const id = randomUUID();
  await sql`
    insert into auth.mfa_factors (id, user_id, friendly_name, factor_type, status, secret, created_at, updated_at)
    values (${id}, ${person.userId}, ${friendly_name}, 'totp', 'unverified', ${secret}, now(), now())`;
  return Response.json({ id, type: "totp", friendly_name, totp: { qr_code: qrCode, secret, uri } });
}

/** Half-made factors are forgotten after a while, so that a page left open does not block the name. */
async function refuseFactor(sql: AuthDatabase, person: SignedIn, name: string): Promise<Response | null> {
  await sql`
    delete from auth.mfa_factors
    where status = 'unverified'
      and created_at < now() - make_interval(secs => ${AUTH_SETTINGS.factorExpiryS})`;
  const factors = await sql<{ name: string | null; isVerified: boolean }[]>`
    select friendly_name as name, status = 'verified' as "isVerified"
    from auth.mfa_factors where user_id = ${person.userId}`;
  if (factors.some((factor) => (factor.name ?? "") === name)) {
    return authError(
      422,
      "mfa_factor_name_conflict",
      `A factor with the friendly name ${JSON.stringify(name)} for this user already exists`,
    );
  }
  if (factors.length >= AUTH_SETTINGS.maxFactors) {
    return authError(
      422,
      "too_many_enrolled_mfa_factors",
      "Maximum number of verified factors reached, unenroll to continue",
    );
  }
  if (factors.some((factor) => factor.isVerified) && !person.isAal2) {
    return authError(403, "insufficient_aal", "AAL2 required to enroll a new factor");
  }
  return null;
}
