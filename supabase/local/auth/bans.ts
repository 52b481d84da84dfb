import { authError } from "../gateway/replies.ts";
import type { AuthDatabase } from "./database.ts";

/** Refuses a person banned until later. Unmended, `banned_until` keeps nobody out. */
export async function refuseBanned(
  sql: AuthDatabase,
  who: { email: string } | { refreshToken: string } | { authCode: string } | { userId: string },
): Promise<Response | null> {
  const person =
    "email" in who
      ? sql`select id from auth.users where email = ${who.email.toLowerCase()}`
      : "refreshToken" in who
        ? sql`select user_id::uuid from auth.refresh_tokens where token = ${who.refreshToken}`
        : "authCode" in who
          ? sql`select user_id from auth.flow_state where auth_code = ${who.authCode}`
          : sql`select ${who.userId}::uuid`;
  const banned = await sql`select from auth.users where id in (${person}) and banned_until > now()`;
  if (banned.length === 0) return null;
  const message = "refreshToken" in who ? "Invalid Refresh Token: User Banned" : "User is banned";
  return authError(400, "user_banned", message);
}
