import { compare } from "bcryptjs";
import { authError } from "../gateway/replies.ts";
import { refuseBanned } from "./bans.ts";
import type { AuthBody } from "./bodies.ts";
import type { AuthCore } from "./core.ts";
import { findPerson } from "./people.ts";
import { methodOfCode } from "./pkce-links.ts";
import { withSession } from "./sessions.ts";
import type { SessionTokens } from "./tokens.ts";

interface Parts {
  core: AuthCore;
  tokens: SessionTokens;
  inOrder: <T>(key: string, work: () => Promise<T>) => Promise<T>;
}

/** POST /token: a session for a password, a refresh token, or the code of a link. */
export async function signIn(parts: Parts, grant: string | null, body: AuthBody): Promise<Response> {
  if (grant === "password" && body.email) return withPassword(parts, body, body.email);
  if (grant === "refresh_token" && body.refresh_token) return refresh(parts, body, body.refresh_token);
  if (grant === "pkce" && body.auth_code) return exchange(parts, body, body.auth_code);
  return parts.core.ask(`/token?grant_type=${encodeURIComponent(grant ?? "")}`, { method: "POST", body });
}

async function withPassword({ core, tokens }: Parts, body: AuthBody, email: string): Promise<Response> {
  const refusal = await refuseBanned(core.sql, { email });
  if (refusal) return refusal;
  const answer = await core.ask("/token?grant_type=password", { method: "POST", body });
  if (answer.headers.get("x-sb-error-code") !== "email_not_confirmed") {
    return withSession(answer, tokens, "password");
  }
  // The core says so before it looks at the password, which would tell a stranger who is signing up.
  const person = await findPerson(core.sql, email);
  const isTheirs = await compare(body.password ?? "", person?.passwordHash ?? "");
  return isTheirs ? answer : authError(400, "invalid_credentials", "Invalid login credentials");
}

/** Tabs refresh the same token at the same moment: one after the other they all get the same successor. */
async function refresh({ core, tokens, inOrder }: Parts, body: AuthBody, token: string): Promise<Response> {
  return inOrder(token, async () => {
    const refusal = await refuseBanned(core.sql, { refreshToken: token });
    if (refusal) return refusal;
    return withSession(
      await core.ask("/token?grant_type=refresh_token", { method: "POST", body }),
      tokens,
      null,
    );
  });
}

async function exchange({ core, tokens, inOrder }: Parts, body: AuthBody, code: string): Promise<Response> {
  return inOrder(code, async () => {
    const refusal = await refuseBanned(core.sql, { authCode: code });
    if (refusal) return refusal;
    const method = await methodOfCode(core.sql, code);
    const answer = await core.ask("/token?grant_type=pkce", { method: "POST", body });
    return withSession(answer, tokens, method ?? "otp");
  });
}
