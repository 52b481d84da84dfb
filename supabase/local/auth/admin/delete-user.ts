import { createHash } from "node:crypto";
import type { AuthDatabase } from "../database.ts";

/**
 * DELETE /admin/users/:id. A soft deletion keeps the row, so that its id is never given again, and makes everything
 * personal in it unreadable.
 */
export async function deleteUser(
  sql: AuthDatabase,
  id: string,
  { isSoft }: { isSoft: boolean },
): Promise<Response> {
  await sql.begin(async (transaction) => {
    await transaction`delete from auth.refresh_tokens where user_id = ${id}`;
    await transaction`delete from auth.flow_state where user_id = ${id}`;
    if (!isSoft) {
      await transaction`delete from auth.users where id = ${id}`;
      return;
    }
    const [user] = await transaction<{ email: string | null }[]>`
      update auth.users set deleted_at = now() where id = ${id} and deleted_at is null
      returning email`;
    if (!user) return;
    const hidden = (value: string) => createHash("sha256").update(`${id}${value}`).digest("base64url");
    await transaction`
      update auth.users set
        email = ${user.email === null ? null : hidden(user.email)}, phone = null, encrypted_password = null,
        email_change = null, phone_change = null, confirmation_token = null, recovery_token = null,
        email_change_token_new = null, email_change_token_current = null, phone_change_token = null,
        reauthentication_token = null, raw_user_meta_data = '{}', raw_app_meta_data = '{}', updated_at = now()
      where id = ${id}`;
    const identities = await transaction<{ id: string; provider_id: string }[]>`
      select id, provider_id from auth.identities where user_id = ${id}`;
    for (const identity of identities) {
      await transaction`
        update auth.identities set provider_id = ${hidden(identity.provider_id)}, identity_data = '{}'
        where id = ${identity.id}`;
    }
    await transaction`delete from auth.mfa_factors where user_id = ${id}`;
    await transaction`delete from auth.sessions where user_id = ${id}`;
  });
  return Response.json({});
}
