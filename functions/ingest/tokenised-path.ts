const LITERAL = "~[A-Za-z0-9_-]{22}";
const PLACEHOLDER =
  "\\{(?:(?:date|time|number|version|copy):[0-9vqwk._() -]{1,32}|month:\\p{Ll}{3,9}|hash:[0-9a-f]{7,64})\\}";
const PART = `(?:${LITERAL}|${PLACEHOLDER})+(?:\\.[a-z0-9]{1,10}){0,2}`;
const TOKENISED = new RegExp(`^${PART}(?:/${PART})*$`, "u");

/**
 * Whether a path has the shape of tokenised ones, so that no readable name can be in it.
 *
 *     ~R3pOrtsR3pOrtsR3pOrts1/{date:2026-11-08}~oRdErsoRdErsoRdErsoRdE.csv
 *     └ HMAC of a literal ─┘ └ recognised on the device, its value stays ┘ └ extension stays
 *
 * A literal is `~` and 22 base64url characters (128 bits); folders keep their depth.
 */
export function isTokenisedPath(path: string): boolean {
  return TOKENISED.test(path);
}
