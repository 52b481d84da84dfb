/**
 * Whether a request was made by a page of this site. Browsers send `Sec-Fetch-Site`, older ones `Origin` alone;
 * a request that carries neither did not come from a page of ours.
 */
export function isSameOrigin(headers: Headers, siteUrl: string): boolean {
  const origin = headers.get("origin");
  if (origin !== null && origin !== new URL(siteUrl).origin) return false;
  const site = headers.get("sec-fetch-site");
  return site === null ? origin !== null : site === "same-origin";
}
