import type { FileEvent } from "./event.ts";

/** What a person lets Floyo keep. */
export interface CaptureRules {
  ops: readonly string[];
  /** Globs as in .gitignore, without negation. */
  ignoredPaths: readonly string[];
  isPaused: boolean;
}

/**
 * Whether an event may leave the device: the question that ingest asks again at its door (`private.glob_regex`). A moved file
 * is held back when either of its paths is ruled out.
 */
export function capturedBy({
  ops,
  ignoredPaths,
  isPaused,
}: CaptureRules): (event: Pick<FileEvent, "op" | "path" | "fromPath">) => boolean {
  if (isPaused) return () => false;
  const kept = new Set(ops);
  const ignored = ignoredPaths.map(globRegex);
  const isIgnored = (path: string) => ignored.some((glob) => glob.test(path));
  return ({ op, path, fromPath }) =>
    kept.has(op) && !isIgnored(path) && (fromPath === undefined || !isIgnored(fromPath));
}

/** A slash before the end ties a glob to the root of the source, else it matches at any depth. */
export function globRegex(glob: string): RegExp {
  const isRooted = glob.replace(/\/+$/, "").includes("/");
  const names = glob
    .replace(/^\/+|\/+$/g, "")
    .split("**")
    .map((part) =>
      part
        .replace(/[\].+^$(){}|[\\]/g, "\\$&")
        .replaceAll("*", "[^/]*")
        .replaceAll("?", "[^/]"),
    )
    .join(".*");
  return new RegExp(`${isRooted ? "^" : "(^|/)"}${names}${glob.endsWith("/") ? "/" : "(/|$)"}`, "su");
}
