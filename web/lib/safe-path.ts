/** Where a person goes when nothing else was asked for. */
export const HOME_PATH = "/feed";

/** Where a person goes who has just confirmed the address. */
export const WELCOME_PATH = "/welcome";

// One slash, then neither slash nor backslash; no control character and no backslash anywhere after it.
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is refused here.
const LOCAL_PATH = /^\/(?![/\\])[^\x00-\x1f\x7f\\]*$/;
const MAX_LENGTH = 1000;

/**
 * The path to send a person to after signing in, never one that leaves this site: anything that is not a plain
 * path of ours becomes `fallback`.
 */
export function safePath(asked: unknown, fallback: string = HOME_PATH): string {
  if (typeof asked !== "string" || asked.length > MAX_LENGTH || !LOCAL_PATH.test(asked)) return fallback;
  const origin = "https://floyo.invalid";
  const url = URL.parse(asked, origin);
  if (!url || url.origin !== origin || url.pathname.startsWith("//")) return fallback;
  return `${url.pathname}${url.search}${url.hash}`;
}

/** Whether a path is the link of an invitation. */
export function isInvitation(path: string): boolean {
  return path.startsWith("/invite?");
}
