import type { Rest } from "../rest/start.ts";
import { readCaller } from "./access.ts";
import type { PlatformKeys } from "./keys.ts";
import { refuse, restError } from "./replies.ts";
import type { TokenVerdict } from "./verify.ts";

/** A request under /rest/v1: key and token first, then the database in the role they give. */
export async function answerRest(
  request: Request,
  options: { rest: Rest; keys: PlatformKeys; checkToken: (token: string) => TokenVerdict },
): Promise<Response> {
  const caller = readCaller(request, options);
  if (caller instanceof Response) return caller;
  if (caller.token?.ok === false) return refuseToken(caller.token.reason);
  const url = new URL(request.url);
  if (url.pathname.replace(/\/$/, "") === "/rest/v1" && caller.claims.role !== "service_role") {
    return refuse(401, "UNAUTHORIZED_SCHEMA", {
      message: "Access to schema is forbidden",
      hint: "Accessing the schema via the Data API is only allowed using a secret API key.",
    });
  }
  if (!isReadable(url.pathname)) {
    return restError(404, { code: "PGRST125", message: "Invalid path specified in request URL" });
  }
  if (url.searchParams.has("apikey")) url.searchParams.delete("apikey");
  return options.rest.handle(new Request(url, request), caller.claims);
}

function isReadable(path: string): boolean {
  try {
    return decodeURIComponent(path) !== "";
  } catch {
    return false;
  }
}

function refuseToken(reason: "expired" | "invalid"): Response {
  const [code, message, details] =
    reason === "expired"
      ? ["PGRST303", "JWT expired", null]
      : ["PGRST301", "No suitable key or wrong key type", "None of the keys was able to decode the JWT"];
  const challenge = `Bearer error="invalid_token", error_description="${message}"`;
  return restError(401, { code, message, details }, { "www-authenticate": challenge });
}
