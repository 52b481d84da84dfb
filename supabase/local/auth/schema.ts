import { readFile } from "node:fs/promises";
import { join } from "node:path";
import postgres from "postgres";

/**
 * Makes the tables of schema `auth`, owned by `supabase_auth_admin`; a second call changes nothing. Must run before the
 * migrations, which refer to `auth.users`.
 */
export async function ensureAuthSchema({ url }: { url: string }): Promise<void> {
  const schema = await readFile(join(import.meta.dirname, "schema.sql"), "utf8");
  const sql = postgres(url, { max: 1, onnotice: () => {}, fetch_types: false });
  try {
    await sql.begin((transaction) => transaction.unsafe(schema).simple());
  } finally {
    await sql.end();
  }
}
