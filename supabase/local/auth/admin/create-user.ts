import { randomBytes, randomUUID } from "node:crypto";
import { hash } from "bcryptjs";
import { authError } from "../../gateway/replies.ts";
import type { AuthDatabase } from "../database.ts";
import { BCRYPT_COST } from "../settings.ts";
import { readDuration } from "./ban-duration.ts";
import type { UserAttributes } from "./bodies.ts";
import { readUser } from "./user-json.ts";

/** POST /admin/users. */
export async function createUser(sql: AuthDatabase, wanted: UserAttributes): Promise<Response> {
  if (!wanted.email) {
    return authError(400, "validation_failed", "Cannot create a user without either an email or phone");
  }
  const ban = wanted.ban_duration === undefined ? 0 : readDuration(wanted.ban_duration);
  if (ban === null) {
    return authError(400, "validation_failed", `invalid format for ban duration: ${wanted.ban_duration}`);
  }
  const password = wanted.password || randomBytes(32).toString("base64url");
  const id = await insertUser(sql, { ...wanted, email: wanted.email, password });
  if (id instanceof Response) return id;
  if (ban > 0) {
    await sql`update auth.users set banned_until = now() + make_interval(secs => ${ban}) where id = ${id}`;
  }
  return Response.json(await readUser(sql, id));
}

/** A new account with its identity; without a password nobody can sign in by one. The refusal of a known address. */
export async function insertUser(
  sql: AuthDatabase,
  wanted: Partial<UserAttributes> & { email: string },
): Promise<string | Response> {
  const id = wanted.id ?? randomUUID();
  const { email, email_confirm = false } = wanted;
  const encrypted = wanted.password ? await hash(wanted.password, BCRYPT_COST) : null;
  const appMetadata = { provider: "email", providers: ["email"], ...wanted.app_metadata };
  const userMetadata = wanted.user_metadata ?? {};
  const identity = { sub: id, email, email_verified: email_confirm, phone_verified: false };
  return sql
    .begin(async (transaction) => {
      await transaction`
        insert into auth.users
          (id, aud, role, email, encrypted_password, email_confirmed_at, raw_app_meta_data, raw_user_meta_data,
            email_change_confirm_status, created_at, updated_at)
        values (${id}, 'authenticated', ${wanted.role || "authenticated"}, ${email}, ${encrypted},
          ${email_confirm ? new Date().toISOString() : null}, ${JSON.stringify(appMetadata)},
          ${JSON.stringify(userMetadata)}, 0, now(), now())`;
      await transaction`
        insert into auth.identities (provider_id, user_id, identity_data, provider, last_sign_in_at)
        values (${id}, ${id}, ${JSON.stringify(identity)}, 'email', now())`;
      return id;
    })
    .catch((error: unknown) => {
      const refusal = refuseTaken(error);
      if (!refusal) throw error;
      return refusal;
    });
}

export const EMAIL_TAKEN = "A user with this email address has already been registered";

/** The refusal of an address or id that an account has, by the database's word; null for another error. */
export function refuseTaken(error: unknown): Response | null {
  if (!(error instanceof Error) || !("code" in error) || error.code !== "23505") return null;
  const constraint = "constraint_name" in error ? error.constraint_name : "";
  return constraint === "users_pkey"
    ? authError(422, "user_already_exists", "A user with this id has already been registered")
    : authError(422, "email_exists", EMAIL_TAKEN);
}
