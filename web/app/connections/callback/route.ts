import { finishSignIn } from "../../../features/connections/finish-sign-in.ts";
import type { SignInEnd } from "../../../features/connections/sign-in-notice.ts";
import { siteEnv } from "../../../lib/env.ts";
import { userOf } from "../../../lib/require-user.ts";
import { writingClient } from "../../../lib/supabase-server.ts";

const MAX_LENGTH = 4000;

/**
 * Where services send people back to after they signed a connection in (RFC 6749, 4.1.2). The state is theirs alone, for
 * ten minutes and once; the function keeps the verifier and changes the code into tokens, which never come here.
 */
export async function GET(request: Request): Promise<Response> {
  const query = new URL(request.url).searchParams;
  const [state, code] = [query.get("state") ?? "", query.get("code") ?? ""];
  if (query.has("error") || code === "") return end("refused");
  if (state.length > MAX_LENGTH || code.length > MAX_LENGTH) return end("failed");
  const db = await writingClient();
  const user = await userOf(db).catch(() => null);
  const token = user ? (await db.auth.getSession()).data.session?.access_token : undefined;
  if (!user || user.lacksCode || !token) return go("/sign-in?next=%2Fconnections");
  return end(await finishSignIn({ supabaseUrl: siteEnv().supabaseUrl, token }, { state, code }));
}

function end(how: SignInEnd): Response {
  return go(`/connections?signIn=${how}`);
}

function go(path: string): Response {
  return new Response(null, {
    status: 303,
    headers: { location: new URL(path, siteEnv().siteUrl).href, "cache-control": "no-store" },
  });
}
