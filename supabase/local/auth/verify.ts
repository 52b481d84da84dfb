import { authError } from "../gateway/replies.ts";
import { refuseBanned } from "./bans.ts";
import type { AuthBody } from "./bodies.ts";
import type { AuthCore } from "./core.ts";
import { FIRST_HALF_MESSAGE, takeFirstHalf } from "./email-change.ts";
import { findOneTimeToken, isOtpType, type OneTimeToken, PKCE_PREFIX } from "./otp-types.ts";
import { issueAuthCode } from "./pkce-links.ts";
import { allowedRedirect } from "./redirects.ts";
import { readSession, withSession } from "./sessions.ts";
import type { SessionTokens } from "./tokens.ts";

interface Parts {
  core: AuthCore;
  tokens: SessionTokens;
  siteUrl: string;
  allowList: readonly string[];
}

/** POST /verify: a session for the hash in a link, or for address and code. */
export async function verifyOtp({ core, tokens }: Parts, body: AuthBody): Promise<Response> {
  const type = body.type ?? "";
  if (!isOtpType(type)) return core.ask("/verify", { method: "POST", body });
  const found = await findOneTimeToken(core.sql, {
    type,
    tokenHash: body.token_hash,
    email: body.email,
    token: body.token,
  });
  if (!found) return authError(403, "otp_expired", "Token has expired or is invalid");
  const refusal = await refuseBanned(core.sql, { userId: found.userId });
  if (refusal) return refusal;
  if (await takeFirstHalf(core.sql, found)) return Response.json({ code: 200, msg: FIRST_HALF_MESSAGE });
  return withSession(await askCore(core, found), tokens, "otp");
}

/**
 * GET /verify: where mail links lead. Goes on to `redirect_to`, with a code to exchange if the mail was asked for with
 * a challenge, else with the session in the fragment.
 */
export async function followMailLink(parts: Parts, url: URL): Promise<Response> {
  const { core, tokens, siteUrl, allowList } = parts;
  const type = url.searchParams.get("type") ?? "";
  const token = url.searchParams.get("token") ?? url.searchParams.get("token_hash") ?? "";
  const target = new URL(allowedRedirect(url.searchParams.get("redirect_to"), { siteUrl, allowList }));
  const isPkce = token.startsWith(PKCE_PREFIX);
  const found = await findOneTimeToken(core.sql, { type, tokenHash: token });
  if (!found) return goBack(target, isPkce, "otp_expired", "Email link is invalid or has expired");
  const refusal = await refuseBanned(core.sql, { userId: found.userId });
  if (refusal) return goBack(target, isPkce, "user_banned", "User is banned");
  if (await takeFirstHalf(core.sql, found)) {
    if (isPkce) target.searchParams.set("message", FIRST_HALF_MESSAGE);
    target.hash = new URLSearchParams({ message: FIRST_HALF_MESSAGE }).toString();
    return seeOther(target);
  }
  const answer = await askCore(core, found);
  if (!answer.ok) return goBack(target, isPkce, ...(await readRefusal(answer)));
  const session = await readSession(answer);

  if (isPkce) {
    // The session comes into being when the code is exchanged; the core has made one already.
    await core.sql`delete from auth.sessions where id = ${tokens.sessionId(session)}`;
    const code = await issueAuthCode(core.sql, { userId: found.userId, type: found.coreType });
    if (code === null) return goBack(target, isPkce, "flow_state_expired", "Email link has expired");
    target.searchParams.set("code", code);
    return seeOther(target);
  }
  const { access_token, refresh_token, expires_in, expires_at } = await tokens.resign(session, "otp");
  target.hash = new URLSearchParams({
    access_token,
    expires_at: String(expires_at),
    expires_in: String(expires_in),
    refresh_token,
    token_type: "bearer",
    type,
  }).toString();
  return seeOther(target);
}

function askCore(core: AuthCore, { coreType, tokenHash }: OneTimeToken): Promise<Response> {
  return core.ask("/verify", { method: "POST", body: { type: coreType, token_hash: tokenHash } });
}

async function readRefusal(answer: Response): Promise<[code: string, message: string]> {
  const body = (await answer.json()) as { error_code?: string; msg?: string };
  return [body.error_code ?? "unexpected_failure", body.msg ?? "The link could not be verified"];
}

/** Servers read the query, browsers the fragment: with a challenge both say what went wrong, as hosted does. */
function goBack(target: URL, isPkce: boolean, code: string, message: string): Response {
  const problem = { error: "access_denied", error_code: code, error_description: message };
  if (isPkce) for (const [name, value] of Object.entries(problem)) target.searchParams.set(name, value);
  target.hash = new URLSearchParams(problem).toString();
  return seeOther(target);
}

function seeOther(target: URL): Response {
  return new Response(null, { status: 303, headers: { location: target.href } });
}
