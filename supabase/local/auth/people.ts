import type { AuthDatabase } from "./database.ts";

/** What the adapter must know of an account before it asks the core. */
export interface Person {
  id: string;
  isConfirmed: boolean;
  passwordHash: string | null;
  newEmail: string | null;
}

export async function findPerson(sql: AuthDatabase, email: string): Promise<Person | null> {
  const [person] = await sql<Person[]>`
    select id, confirmed_at is not null as "isConfirmed", encrypted_password as "passwordHash",
      nullif(email_change, '') as "newEmail"
    from auth.users where email = ${email.toLowerCase()} and is_sso_user = false`;
  return person ?? null;
}
