import { hash } from "bcryptjs";
import type { TransactionSql } from "postgres";
import { authError } from "../../gateway/replies.ts";
import type { AuthDatabase } from "../database.ts";
import { BCRYPT_COST } from "../settings.ts";
import { readDuration } from "./ban-duration.ts";
import type { UserAttributes } from "./bodies.ts";
import { refuseTaken } from "./create-user.ts";
import { readUser } from "./user-json.ts";
import { refuseWeak } from "./weak-password.ts";

/** PUT /admin/users/:id: metadata merge, null takes a key out; a new password ends the person's sessions. */
export async function updateUser(sql: AuthDatabase, id: string, wanted: UserAttributes): Promise<Response> {
  const ban = wanted.ban_duration === undefined ? null : readDuration(wanted.ban_duration);
  if (ban === null && wanted.ban_duration !== undefined) {
    return authError(400, "validation_failed", `invalid format for ban duration: ${wanted.ban_duration}`);
  }
  const weak = refuseWeak(wanted.password);
  if (weak) return weak;
  const encrypted = wanted.password === undefined ? null : await hash(wanted.password, BCRYPT_COST);
  const refusal = await sql
    .begin(async (transaction) => {
      await transaction`
        update auth.users set
          role = coalesce(${wanted.role || null}, role),
          email_confirmed_at = case when ${wanted.email_confirm}
            then coalesce(email_confirmed_at, now()) else email_confirmed_at end,
          raw_app_meta_data = ${mergedWith(transaction, "raw_app_meta_data", wanted.app_metadata)},
          raw_user_meta_data = ${mergedWith(transaction, "raw_user_meta_data", wanted.user_metadata)},
          updated_at = now()
        where id = ${id}`;
      if (ban !== null) {
        await transaction`
          update auth.users
          set banned_until = case when ${ban > 0} then now() + make_interval(secs => ${ban}) end
          where id = ${id}`;
      }
      if (wanted.email !== undefined) await changeEmail(transaction, id, wanted.email, wanted.email_confirm);
      if (encrypted !== null) {
        await transaction`update auth.users set encrypted_password = ${encrypted} where id = ${id}`;
        await transaction`delete from auth.sessions where user_id = ${id}`;
      }
      return null;
    })
    .catch((error: unknown) => {
      const taken = refuseTaken(error);
      if (!taken) throw error;
      return taken;
    });
  return refusal ?? Response.json(await readUser(sql, id));
}

function mergedWith(sql: TransactionSql, column: string, change: Record<string, unknown> | undefined) {
  return sql`
    (select coalesce(jsonb_object_agg(key, value) filter (where value <> 'null'), '{}')
      from jsonb_each(coalesce(${sql(column)}, '{}') || ${JSON.stringify(change ?? {})}::jsonb))`;
}

async function changeEmail(sql: TransactionSql, id: string, email: string, isVerified: boolean) {
  const data = JSON.stringify({ email, email_verified: isVerified });
  await sql`
    update auth.users set email = ${email}, email_change = null, email_change_token_new = null,
      email_change_token_current = null
    where id = ${id}`;
  await sql`
    insert into auth.identities (provider_id, user_id, identity_data, provider)
    values (${id}, ${id}, ${JSON.stringify({ sub: id })}::jsonb || ${data}::jsonb, 'email')
    on conflict (provider_id, provider) do update
    set identity_data = identities.identity_data || ${data}::jsonb, updated_at = now()`;
}
