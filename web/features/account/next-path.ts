import "server-only";
import { cookies } from "next/headers";
import { siteEnv } from "../../lib/env.ts";
import { safePath } from "../../lib/safe-path.ts";

const NAME = "floyo-next";
const KEPT_SECONDS = 3600;

/** Remembers for an hour where a person was going who now opens a mail or another site's sign-in page first. */
export async function rememberNext(asked: unknown): Promise<void> {
  const path = safePath(asked, "");
  const store = await cookies();
  if (path === "") return void store.delete(NAME);
  store.set(NAME, path, {
    httpOnly: true,
    sameSite: "lax",
    secure: siteEnv().siteUrl.startsWith("https:"),
    path: "/",
    maxAge: KEPT_SECONDS,
  });
}

/** Where they were going, once, or `fallback`. */
export async function takeNext(fallback: string): Promise<string> {
  const store = await cookies();
  const path = safePath(store.get(NAME)?.value, fallback);
  store.delete(NAME);
  return path;
}
