import type { AuthDatabase } from "../database.ts";

/** A second factor as clients see it. */
export interface Factor {
  id: string;
  friendly_name?: string;
  factor_type: "totp" | "phone" | "webauthn";
  status: "verified" | "unverified";
  created_at: string;
  updated_at: string;
  last_challenged_at?: string;
}

interface FactorRow extends Omit<Factor, "friendly_name" | "last_challenged_at"> {
  friendly_name: string | null;
  last_challenged_at: string | null;
}

export async function listFactors(sql: AuthDatabase, userId: string): Promise<Factor[]> {
  const rows = await sql<FactorRow[]>`
    select id, friendly_name, factor_type, status, created_at, updated_at, last_challenged_at
    from auth.mfa_factors where user_id = ${userId} order by created_at`;
  return rows.map(({ friendly_name, last_challenged_at, ...rest }) => ({
    ...rest,
    ...(friendly_name ? { friendly_name } : {}),
    ...(last_challenged_at ? { last_challenged_at } : {}),
  }));
}

/** The user with its factors, without which clients take nobody for somebody with a second factor. */
export async function withFactors<User extends { id: string }>(
  sql: AuthDatabase,
  user: User,
): Promise<User & { factors?: Factor[] }> {
  const factors = await listFactors(sql, user.id);
  return factors.length > 0 ? { ...user, factors } : user;
}
