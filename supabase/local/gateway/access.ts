import type { PlatformKeys } from "./keys.ts";
import { keyKind, roleOf } from "./legacy-keys.ts";
import { refuse } from "./replies.ts";
import type { Claims } from "./tokens.ts";
import type { TokenVerdict } from "./verify.ts";

/** Who asks: by key alone, or as the person of a token. */
export interface Caller {
  claims: Claims;
  /** Set when the request brought a person's token. */
  token: TokenVerdict | null;
}

const BROWSER = /^\s*Mozilla\s*\/\s*5\s*\.\s*0/i;

/** Reads key and token of a request as hosted's gateway does; a Response is the refusal. */
export function readCaller(
  request: Request,
  options: { keys: PlatformKeys; checkToken: (token: string) => TokenVerdict },
): Caller | Response {
  const { keys, checkToken } = options;
  const key = request.headers.get("apikey") ?? new URL(request.url).searchParams.get("apikey");
  if (!key) {
    return refuse(401, "UNAUTHORIZED_NO_API_KEY_FOUND", {
      message: "No API key found in request",
      hint: "No `apikey` request header or url param was found.",
    });
  }
  const kind = keyKind(key, keys);
  if (!kind) {
    return refuse(401, "UNAUTHORIZED_INVALID_API_KEY", {
      message: "Invalid API key",
      hint: "Double check your Supabase `anon` or `service_role` API key.",
    });
  }
  if (kind === "secret" && BROWSER.test(request.headers.get("user-agent") ?? "")) {
    return refuse(401, "UNAUTHORIZED_INVALID_API_KEY_TYPE", {
      message: "Forbidden use of secret API key in browser",
      hint: "Secret API keys can only be used in a protected environment and should never be used in a browser.",
    });
  }
  const bearer = /^Bearer\s+(.+)$/i.exec(request.headers.get("authorization") ?? "")?.[1]?.trim();
  if (!bearer || bearer === key || bearer.startsWith("sb_")) return { claims: roleOf(kind), token: null };
  const projectKind = keyKind(bearer, keys);
  if (projectKind) return { claims: roleOf(projectKind), token: null };
  const token = checkToken(bearer);
  return { claims: token.ok ? token.claims : roleOf("publishable"), token };
}
