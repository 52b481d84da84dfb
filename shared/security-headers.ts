/**
 * What every answer of the site carries beside its Content-Security-Policy, pages and files alike. The proxy sets it for
 * what it sees, the site's configuration for the build's files, which the proxy does not see.
 */
export function securityHeaders(siteUrl: string): Record<string, string> {
  return {
    "x-content-type-options": "nosniff",
    "referrer-policy": "strict-origin-when-cross-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=(), payment=()",
    // A browser would ignore it over http, and a server must not say it there.
    ...(siteUrl.startsWith("https:")
      ? { "strict-transport-security": "max-age=63072000; includeSubDomains; preload" }
      : {}),
  };
}
