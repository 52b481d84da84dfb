import { hasControlCharacter, hasLoneSurrogate, quote, utf8Length } from "./text.ts";

export const MAX_PATH_BYTES = 1024;

/**
 * Why a text is not a path of the wire form, or null when it is one.
 * The wire form is POSIX, relative to the root of its source: `Reports/2026/orders.csv`.
 */
export function pathProblem(path: string): string | null {
  if (path === "") return "is empty; give the file's path relative to its source, like Reports/orders.csv";
  if (hasLoneSurrogate(path)) return "holds half of a UTF-16 pair; send well-formed text";
  if (hasControlCharacter(path))
    return `${quote(path)} holds a control character; leave NUL, tab and line breaks out`;
  const bytes = utf8Length(path);
  if (bytes > MAX_PATH_BYTES) return `is ${bytes} bytes long; at most ${MAX_PATH_BYTES} bytes of UTF-8 fit`;
  if (/^[a-z]:/i.test(path)) return `${quote(path)} names a drive; leave drive and root out`;
  if (path.includes("\\")) return `${quote(path)} holds a backslash; write / between folders`;
  if (path.startsWith("/")) return `${quote(path)} is absolute; make it relative to the root of its source`;
  for (const segment of path.split("/")) {
    if (segment === "")
      return `${quote(path)} has an empty part; write one / between folders and none at the end`;
    if (segment === "." || segment === "..")
      return `${quote(path)} holds ${quote(segment)}; resolve it before sending`;
  }
  return null;
}
