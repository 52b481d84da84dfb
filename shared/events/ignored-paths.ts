/**
 * Whether a path is one of those a person ruled out, by globs as in .gitignore, without negation: `*` and `?` stay inside
 * a folder, `**` does not; a slash before the end ties a glob to the root of the source, one at the end means a folder.
 * What lies in a matched folder is matched. Empty globs match nothing. The database reads globs the same way
 * (`private.glob_regex`).
 */
export function ignoredPaths(globs: readonly string[]): (path: string) => boolean {
  if (globs.length === 0) return () => false;
  const pattern = new RegExp(globs.map(globPattern).join("|"));
  return (path) => pattern.test(path);
}

function globPattern(glob: string): string {
  const isTied = glob.replace(/\/+$/, "").includes("/");
  const body = glob
    .replace(/^\/+|\/+$/g, "")
    .replace(/[.+^$(){}|\\[\]]/g, "\\$&")
    .replace(/\*\*|\*|\?/g, (wild) => (wild === "**" ? ".*" : wild === "*" ? "[^/]*" : "[^/]"));
  return `${isTied ? "^" : "(^|/)"}${body}${glob.endsWith("/") ? "/" : "(/|$)"}`;
}
