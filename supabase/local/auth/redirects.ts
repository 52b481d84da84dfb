/**
 * The address to go to after a mail link: the wished one if the site or the allow-list covers it, else the site.
 * Globs as hosted has them: `*` stops at `.` and `/`, `**` does not, `?` is one character.
 */
export function allowedRedirect(
  wished: string | null | undefined,
  { siteUrl, allowList }: { siteUrl: string; allowList: readonly string[] },
): string {
  const url = wished ? parseUrl(wished) : null;
  if (!wished || !url) return siteUrl;
  if (url.origin !== "null" && url.origin === parseUrl(siteUrl)?.origin) return wished;
  const address = wished.split("#")[0] ?? "";
  return allowList.some((pattern) => globToRegExp(pattern).test(address)) ? wished : siteUrl;
}

function parseUrl(text: string): URL | null {
  return URL.canParse(text) ? new URL(text) : null;
}

function globToRegExp(glob: string): RegExp {
  const parts = glob.match(/\*\*|\*|\?|[^*?]+/g) ?? [];
  const source = parts.map((part) => {
    if (part === "**") return ".*";
    if (part === "*") return "[^./]*";
    return part === "?" ? "[^./]" : part.replace(/[.+^${}()|[\]\\]/g, "\\$&");
  });
  return new RegExp(`^${source.join("")}$`);
}
