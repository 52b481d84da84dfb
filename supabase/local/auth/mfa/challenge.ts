import { randomUUID } from "node:crypto";
import type { AuthDatabase } from "../database.ts";
import { currentFacts } from "../request-facts.ts";
import { AUTH_SETTINGS } from "../settings.ts";

/** POST /factors/:id/challenge: opens the few minutes in which a code of the factor is taken. */
export async function challengeFactor(sql: AuthDatabase, factorId: string): Promise<Response> {
  const id = randomUUID();
  const [challenge] = await sql<{ expiresAt: number }[]>`
    with challenged as (
      update auth.mfa_factors set last_challenged_at = clock_timestamp() where id = ${factorId} returning id
    )
    insert into auth.mfa_challenges (id, factor_id, created_at, ip_address)
    select ${id}::uuid, challenged.id, now(), ${currentFacts().ip}::inet from challenged
    returning floor(extract(epoch from created_at))::int + ${AUTH_SETTINGS.challengeExpiryS}::int as "expiresAt"`;
  return Response.json({ id, type: "totp", expires_at: challenge?.expiresAt });
}
