import { errorBodyOf, FloyoError, statusOf } from "@floyo/shared/errors.ts";
import { siteEnv } from "../../../lib/env.ts";
import { userOf } from "../../../lib/require-user.ts";
import { isSameOrigin } from "../../../lib/same-origin.ts";
import { writingClient } from "../../../lib/supabase-server.ts";

/** The short-lived access token, for reads and Realtime from the browser. The refresh token stays in the cookie. */
export async function GET(request: Request): Promise<Response> {
  if (!isSameOrigin(request.headers, siteEnv().siteUrl)) {
    return refuse(new FloyoError("forbidden", "Only pages of this site may ask for a token."));
  }
  const db = await writingClient();
  const user = await userOf(db).catch((error: FloyoError) => error);
  if (user instanceof FloyoError) return refuse(user);
  if (user?.lacksCode)
    return refuse(new FloyoError("unauthorized", "Your second step is missing. Sign in again."));
  const { data } = user ? await db.auth.getSession() : { data: { session: null } };
  if (!data.session) return refuse(new FloyoError("unauthorized", "You are signed out. Sign in again."));
  return Response.json(
    { accessToken: data.session.access_token, expiresAt: data.session.expires_at },
    { headers: { "cache-control": "no-store", vary: "cookie" } },
  );
}

function refuse(error: FloyoError): Response {
  return Response.json(errorBodyOf(error), {
    status: statusOf(error),
    headers: { "cache-control": "no-store" },
  });
}
