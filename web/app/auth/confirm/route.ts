import type { EmailOtpType } from "@supabase/supabase-js";
import { siteEnv } from "../../../lib/env.ts";
import { safePath, WELCOME_PATH } from "../../../lib/safe-path.ts";
import { writingClient } from "../../../lib/supabase-server.ts";

const OTP_TYPES: readonly string[] = ["signup", "invite", "magiclink", "recovery", "email_change", "email"];

/**
 * Where the links of our mails end. They bring a `token_hash` with its type, or the `code` of a PKCE flow, which
 * only the browser that asked for the mail can redeem.
 */
export async function GET(request: Request): Promise<Response> {
  const query = new URL(request.url).searchParams;
  const [tokenHash, code, type] = [query.get("token_hash"), query.get("code"), query.get("type")];
  const db = await writingClient();

  if (tokenHash && isOtpType(type)) {
    const { error } = await db.auth.verifyOtp({ type, token_hash: tokenHash });
    if (error) return go(type === "recovery" ? "/reset?notice=expired" : "/sign-in?notice=link-expired");
    return go(type === "recovery" ? "/reset/new" : safePath(query.get("next"), WELCOME_PATH));
  }
  if (code) {
    const { data, error } = await db.auth.exchangeCodeForSession(code);
    // The address is confirmed by now: Auth gives a code only after it took the link.
    if (error) return go("/sign-in?notice=confirmed");
    const isRecovery = "redirectType" in data && data.redirectType === "recovery";
    return go(isRecovery ? "/reset/new" : safePath(query.get("next"), WELCOME_PATH));
  }
  return go("/sign-in?notice=link-expired");
}

function go(path: string): Response {
  return new Response(null, {
    status: 303,
    headers: { location: new URL(path, siteEnv().siteUrl).href, "cache-control": "no-store" },
  });
}

function isOtpType(type: string | null): type is EmailOtpType {
  return type !== null && OTP_TYPES.includes(type);
}
