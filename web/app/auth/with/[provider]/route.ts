import { rememberNext } from "../../../../features/account/next-path.ts";
import { isProvider } from "../../../../features/account/providers.ts";
import { siteEnv } from "../../../../lib/env.ts";
import { isSameOrigin } from "../../../../lib/same-origin.ts";
import { writingClient } from "../../../../lib/supabase-server.ts";

/** Where "Continue with GitHub" leads: notes the way back and goes on to the provider. */
export async function GET(
  request: Request,
  { params }: { params: Promise<{ provider: string }> },
): Promise<Response> {
  const { siteUrl } = siteEnv();
  const { provider } = await params;
  if (!isProvider(provider)) return new Response("There is no such way to sign in.", { status: 404 });
  // Another site could otherwise start a sign-in that the person did not ask for.
  if (!isSameOrigin(request.headers, siteUrl)) return go(new URL("/sign-in", siteUrl).href);
  await rememberNext(new URL(request.url).searchParams.get("next"));
  const db = await writingClient();
  const { data, error } = await db.auth.signInWithOAuth({
    provider,
    options: { redirectTo: `${siteUrl}/auth/confirm`, skipBrowserRedirect: true },
  });
  return go(error || !data.url ? new URL("/sign-in?notice=provider-failed", siteUrl).href : data.url);
}

function go(location: string): Response {
  return new Response(null, { status: 303, headers: { location, "cache-control": "no-store" } });
}
