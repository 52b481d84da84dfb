import { randomUUID } from "node:crypto";
import type { AuthDatabase } from "./database.ts";
import { type BeforeLink, type LinkType, mailRequest } from "./mail-links.ts";
import { PKCE_PREFIX } from "./otp-types.ts";
import { AUTH_SETTINGS } from "./settings.ts";

const METHOD: Record<LinkType, string> = {
  signup: "email/signup",
  invite: "invite",
  recovery: "recovery",
  magiclink: "magiclink",
  email_change: "email_change",
};

/**
 * Remembers the challenge of a request for a mail, and marks the token so that its link answers with a code to
 * exchange. Unmended, mail links always put tokens in the address, which no server can read.
 */
export function createBeforeLink(sql: AuthDatabase): BeforeLink {
  return async ({ userId, tokenHash, type, column: name }) => {
    const challenge = mailRequest.getStore()?.challenge;
    if (!challenge) return tokenHash;
    const marked = `${PKCE_PREFIX}${tokenHash}`;
    const column = sql(name);
    await sql.begin(async (transaction) => {
      await transaction`
        update auth.users set ${column} = ${marked} where id = ${userId} and ${column} = ${tokenHash}`;
      await transaction`
        insert into auth.flow_state
          (id, user_id, code_challenge, code_challenge_method, provider_type, authentication_method)
        values (${randomUUID()}, ${userId}, ${challenge.value}, ${challenge.method}, 'email', ${METHOD[type]})`;
    });
    return marked;
  };
}

/** The code for the newest challenge of this person and kind of link, valid from now; null when there is none. */
export async function issueAuthCode(
  sql: AuthDatabase,
  { userId, type }: { userId: string; type: LinkType },
): Promise<string | null> {
  const [flow] = await sql<{ code: string }[]>`
    update auth.flow_state
    set auth_code = ${randomUUID()}, auth_code_issued_at = now(), created_at = now(), updated_at = now()
    where id = (
      select id from auth.flow_state
      where user_id = ${userId} and authentication_method = ${METHOD[type]}
        and created_at > now() - make_interval(secs => ${AUTH_SETTINGS.otpExpiryS})
      order by created_at desc limit 1
    )
    returning auth_code as code`;
  return flow?.code ?? null;
}

/** How the person of a code signed in, for the token's `amr`; null for a code nobody issued. */
export async function methodOfCode(sql: AuthDatabase, code: string): Promise<string | null> {
  const [flow] = await sql<{ method: string }[]>`
    select authentication_method as method from auth.flow_state where auth_code = ${code}`;
  return flow?.method ?? null;
}
