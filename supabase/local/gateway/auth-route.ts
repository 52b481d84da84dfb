import type { Auth } from "../auth/start.ts";
import { readCaller } from "./access.ts";
import type { PlatformKeys } from "./keys.ts";
import { authError } from "./replies.ts";
import type { TokenVerdict } from "./verify.ts";

/** Where browsers arrive from mails and providers, and servers look for keys: nobody sends an API key there. */
const OPEN = /^\/auth\/v1\/(verify|authorize|callback|\.well-known\/.+)$/;

/** A request under /auth/v1: key and token first, then the account they belong to. */
export async function answerAuth(
  request: Request,
  options: {
    auth: Auth;
    issuer: string;
    keys: PlatformKeys;
    checkToken: (token: string) => TokenVerdict;
  },
): Promise<Response> {
  const { auth, issuer, keys } = options;
  const { pathname, search } = new URL(request.url);
  if (search.includes("%00")) return authError(400, "validation_failed", "The address must not contain NUL");
  if (pathname === "/auth/v1/.well-known/jwks.json") return published(keys.jwks);
  if (pathname === "/auth/v1/.well-known/openid-configuration") {
    return published({ issuer, jwks_uri: `${issuer}/.well-known/jwks.json` });
  }
  if (OPEN.test(pathname) && request.method === "GET") return auth.handle(request, null);
  const caller = readCaller(request, options);
  if (caller instanceof Response) return caller;
  if (caller.token?.ok === false) {
    const why = caller.token.reason === "expired" ? "token is expired" : "signature is invalid";
    return authError(403, "bad_jwt", `invalid JWT: unable to parse or verify signature, ${why}`);
  }

  return auth.handle(request, caller.claims);
}

function published(body: unknown): Response {
  return Response.json(body, { headers: { "cache-control": "public, max-age=600" } });
}
