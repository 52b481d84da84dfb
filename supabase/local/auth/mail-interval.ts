import { authError } from "../gateway/replies.ts";
import type { AuthDatabase } from "./database.ts";
import { AUTH_SETTINGS } from "./settings.ts";

type SentColumn = "confirmation_sent_at" | "recovery_sent_at" | "email_change_sent_at";

/** Refuses a second mail of one kind to one person within the interval, saying how long to wait. */
export async function refuseTooSoon(
  sql: AuthDatabase,
  { email, column }: { email: string; column: SentColumn },
): Promise<Response | null> {
  const [sent] = await sql<{ wait: number }[]>`
    select ceil(${AUTH_SETTINGS.mailIntervalS} - extract(epoch from now() - ${sql(column)}))::int as wait
    from auth.users where email = ${email.toLowerCase()}`;
  if (!sent || !(sent.wait > 0)) return null;
  return authError(
    429,
    "over_email_send_rate_limit",
    `For security purposes, you can only request this after ${sent.wait} seconds.`,
  );
}
