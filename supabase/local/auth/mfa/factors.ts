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

/** The factors of each of these people who has any, oldest first. */
export async function factorsOf(
  sql: AuthDatabase,
  userIds: readonly string[],
): Promise<Map<string, Factor[]>> {
  const rows = await sql<(FactorRow & { user_id: string })[]>`
    select id, friendly_name, factor_type, status, created_at, updated_at, last_challenged_at, user_id
    from auth.mfa_factors where user_id = any(${[...userIds]}::uuid[]) order by created_at`;
  const factors = new Map<string, Factor[]>();
  for (const { user_id, friendly_name, last_challenged_at, ...rest } of rows) {
    const factor: Factor = {
      ...rest,
      ...(friendly_name ? { friendly_name } : {}),
      ...(last_challenged_at ? { last_challenged_at } : {}),
    };
    factors.set(user_id, [...(factors.get(user_id) ?? []), factor]);
  }
  return factors;
}

export async function listFactors(sql: AuthDatabase, userId: string): Promise<Factor[]> {
  return (await factorsOf(sql, [userId])).get(userId) ?? [];
}

/** The user with its factors, without which clients take nobody for somebody with a second factor. */
export async function withFactors<User extends { id: string }>(
  sql: AuthDatabase,
  user: User,
): Promise<User & { factors?: Factor[] }> {
  const factors = await listFactors(sql, user.id);
  return factors.length > 0 ? { ...user, factors } : user;
}
