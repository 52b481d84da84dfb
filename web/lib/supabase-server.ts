import "server-only";
import { createServerClient } from "@supabase/ssr";
import { cookies, headers } from "next/headers";
import type { ServerDb } from "./db.ts";
import { siteEnv } from "./env.ts";
import { sessionCookie } from "./session-cookie.ts";
import { visitorHeaders } from "./visitor-headers.ts";

/** For Server Components: they cannot write cookies, and need not, since the proxy has refreshed the session. */
export async function readingClient(): Promise<ServerDb> {
  return client({ store: await cookies(), visitor: visitorHeaders(await headers()), write: () => {} });
}

/** For server actions and route handlers: what Auth changes in the session reaches the browser. */
export async function writingClient(): Promise<ServerDb> {
  const store = await cookies();
  const write = (changed: CookieChange[]) => {
    for (const { name, value, options } of changed) store.set(name, value, options);
  };
  return client({ store, visitor: visitorHeaders(await headers()), write });
}

/**
 * The same, but the browser gets the session only when `keep` is called: a page whose cookies change is rendered anew, and
 * one that is open over a half-finished sign-in would be led away.
 */
export async function holdingClient(): Promise<{ db: ServerDb; keep: () => void }> {
  const store = await cookies();
  const held: CookieChange[] = [];
  const write = (changed: CookieChange[]) => void held.push(...changed);
  return {
    db: client({ store, visitor: visitorHeaders(await headers()), write }),
    keep: () => {
      for (const { name, value, options } of held) store.set(name, value, options);
    },
  };
}

type CookieStore = Awaited<ReturnType<typeof cookies>>;
type CookieChange = { name: string; value: string; options: Parameters<CookieStore["set"]>[2] };

interface ClientOptions {
  store: CookieStore;
  visitor: Record<string, string>;
  write: (changed: CookieChange[]) => void;
}

function client({ store, visitor, write }: ClientOptions): ServerDb {
  const { supabaseUrl, publishableKey, siteUrl } = siteEnv();
  return createServerClient(supabaseUrl, publishableKey, {
    cookieOptions: sessionCookie(siteUrl),
    global: { headers: visitor },
    cookies: { getAll: () => store.getAll(), setAll: write },
  });
}
