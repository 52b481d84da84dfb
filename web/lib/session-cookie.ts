import type { CookieOptionsWithName } from "@supabase/ssr";

/**
 * The session lives in cookies that no script can read. `__Host-` pins them to this host over https; a local http
 * address cannot carry that prefix, nor Secure.
 */
export function sessionCookie(siteUrl: string): CookieOptionsWithName {
  const secure = siteUrl.startsWith("https:");
  return { name: secure ? "__Host-floyo" : "floyo", httpOnly: true, sameSite: "lax", secure, path: "/" };
}
