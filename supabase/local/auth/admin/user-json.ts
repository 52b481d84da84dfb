import type { AuthDatabase } from "../database.ts";
import { factorsOf } from "../mfa/factors.ts";

/** An account as hosted's admin API shows it: what is empty is left out, except where hosted shows it as empty. */
export type UserJson = Record<string, unknown> & { id: string };

interface UserRow {
  id: string;
  aud: string | null;
  role: string | null;
  email: string | null;
  phone: string | null;
  raw_app_meta_data: Record<string, unknown> | null;
  raw_user_meta_data: Record<string, unknown> | null;
  is_anonymous: boolean;
  [time: string]: unknown;
}

const TIMES = [
  "email_confirmed_at",
  "invited_at",
  "phone_confirmed_at",
  "confirmation_sent_at",
  "confirmed_at",
  "recovery_sent_at",
  "email_change_sent_at",
  "reauthentication_sent_at",
  "last_sign_in_at",
  "banned_until",
  "deleted_at",
] as const;

export async function readUser(sql: AuthDatabase, id: string): Promise<UserJson | null> {
  const rows = await sql<UserRow[]>`select * from auth.users where id = ${id}`;
  const [user] = await toJson(sql, rows);
  return user ?? null;
}

/** A page of accounts, newest first, and how many there are in all. */
export async function readUsers(
  sql: AuthDatabase,
  { page, perPage, filter }: { page: number; perPage: number; filter: string },
): Promise<{ users: UserJson[]; total: number }> {
  const matching = `%${filter.replace(/[\\%_]/g, "\\$&")}%`;
  const where = sql`
    where aud = 'authenticated'
      and (${filter} = '' or email ilike ${matching} or raw_user_meta_data ->> 'full_name' ilike ${matching})`;
  const rows = await sql<UserRow[]>`
    select * from auth.users ${where} order by created_at desc, id desc
    limit ${perPage} offset ${(page - 1) * perPage}`;
  const [counted] = await sql<{ total: number }[]>`select count(*)::int as total from auth.users ${where}`;
  return { users: await toJson(sql, rows), total: counted?.total ?? 0 };
}

async function toJson(sql: AuthDatabase, rows: readonly UserRow[]): Promise<UserJson[]> {
  const ids = rows.map(({ id }) => id);
  const identities = await sql<{ user_id: string }[]>`
    select id as identity_id, provider_id as id, user_id, identity_data, provider, last_sign_in_at,
      created_at, updated_at, email
    from auth.identities where user_id = any(${ids}::uuid[]) order by created_at`;
  const factors = await factorsOf(sql, ids);
  return rows.map((row) => {
    const mine = factors.get(row.id) ?? [];
    return {
      id: row.id,
      aud: row.aud ?? "",
      role: row.role ?? "",
      email: row.email ?? "",
      phone: row.phone ?? "",
      ...Object.fromEntries(TIMES.flatMap((name) => (row[name] ? [[name, row[name]]] : []))),
      ...(row.email_change ? { new_email: row.email_change } : {}),
      app_metadata: row.raw_app_meta_data ?? {},
      user_metadata: row.raw_user_meta_data ?? {},
      ...(mine.length > 0 ? { factors: mine } : {}),
      identities: identities.filter(({ user_id }) => user_id === row.id),
      created_at: row.created_at,
      updated_at: row.updated_at,
      is_anonymous: row.is_anonymous,
    };
  });
}
