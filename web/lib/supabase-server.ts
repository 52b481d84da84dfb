import "server-only";
import { createServerClient } from "@supabase/ssr";
import { cookies } from "next/headers";
import type { ServerDb } from "./db.ts";
import { siteEnv } from "./env.ts";
import { sessionCookie } from "./session-cookie.ts";

/** For Server Components: they cannot write cookies, and need not, since the proxy has refreshed the session. */
export async function readingClient(): Promise<ServerDb> {
  return client(await cookies(), () => {});
}

/** For server actions and route handlers: what Auth changes in the session reaches the browser. */
export async function writingClient(): Promise<ServerDb> {
  const store = await cookies();
  return client(store, (changed) => {
    for (const { name, value, options } of changed) store.set(name, value, options);
  });
}

type CookieStore = Awaited<ReturnType<typeof cookies>>;
type CookieChange = { name: string; value: string; options: Parameters<CookieStore["set"]>[2] };

function client(store: CookieStore, write: (changed: CookieChange[]) => void): ServerDb {
  const { supabaseUrl, publishableKey, siteUrl } = siteEnv();
  return createServerClient(supabaseUrl, publishableKey, {
    cookieOptions: sessionCookie(siteUrl),
    cookies: { getAll: () => store.getAll(), setAll: write },
  });
}
