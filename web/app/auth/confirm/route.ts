import type { EmailOtpType } from "@supabase/supabase-js";
import { takeNext } from "../../../features/account/next-path.ts";
import { siteEnv } from "../../../lib/env.ts";
import { HOME_PATH, safePath, WELCOME_PATH } from "../../../lib/safe-path.ts";
import { writingClient } from "../../../lib/supabase-server.ts";

const OTP_TYPES: readonly string[] = ["signup", "invite", "magiclink", "recovery", "email_change", "email"];
const HALF_PATH = "/settings/security?notice=email-half";
const CHANGED_PATH = "/settings/security?notice=email-changed";

/**
 * Where the links of our mails and the sign-in pages of others end. They bring a `token_hash` with its type, or the `code`
 * of a PKCE flow, which only the browser that asked can redeem.
 */
export async function GET(request: Request): Promise<Response> {
  const query = new URL(request.url).searchParams;
  const [tokenHash, code, type] = [query.get("token_hash"), query.get("code"), query.get("type")];
  const db = await writingClient();

  if (tokenHash && isOtpType(type)) {
    const { data, error } = await db.auth.verifyOtp({ type, token_hash: tokenHash });
    if (error) return go(type === "recovery" ? "/reset?notice=expired" : "/sign-in?notice=link-expired");
    if (type === "recovery") return go("/reset/new");
    if (type === "email_change") return go(data.session ? CHANGED_PATH : HALF_PATH);
    return go(safePath(query.get("next"), await takeNext(type === "magiclink" ? HOME_PATH : WELCOME_PATH)));
  }
  if (code) {
    const { data, error } = await db.auth.exchangeCodeForSession(code);
    // The address is confirmed by now: Auth gives a code only after it took the link.
    if (error) return go("/sign-in?notice=confirmed");
    const isRecovery = "redirectType" in data && data.redirectType === "recovery";
    if (isRecovery) return go("/reset/new");
    const isNew = Date.now() - Date.parse(data.user.created_at) < NEW_FOR_MS;
    return go(safePath(query.get("next"), await takeNext(isNew ? WELCOME_PATH : HOME_PATH)));
  }
  // A change of address wants both mailboxes: the first link answers with a message and no code.
  if (query.has("message")) return go(HALF_PATH);
  if (query.get("error") === "access_denied" && !query.has("error_code"))
    return go("/sign-in?notice=provider-refused");
  if (query.get("error") && !/otp|flow/.test(query.get("error_code") ?? ""))
    return go("/sign-in?notice=provider-failed");
  return go("/sign-in?notice=link-expired");
}

/** Whoever confirms an address within a day of signing up is led to the welcome page. */
const NEW_FOR_MS = 86_400_000;

function go(path: string): Response {
  return new Response(null, {
    status: 303,
    headers: { location: new URL(path, siteEnv().siteUrl).href, "cache-control": "no-store" },
  });
}

function isOtpType(type: string | null): type is EmailOtpType {
  return type !== null && OTP_TYPES.includes(type);
}
