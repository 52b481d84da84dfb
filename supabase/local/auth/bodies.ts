import { authError } from "../gateway/replies.ts";
import type { MailRequest } from "./mail-links.ts";

const TEXTS = [
  "type",
  "email",
  "password",
  "token",
  "token_hash",
  "refresh_token",
  "auth_code",
  "nonce",
  "code_challenge",
  "code_challenge_method",
] as const;
const MAX_TEXT = 4096;
const MAX_EMAIL = 255;

/** The members of Auth's bodies that this adapter reads; the core judges the rest. */
export type AuthBody = Partial<Record<(typeof TEXTS)[number], string>> & {
  data?: Record<string, unknown>;
  create_user?: boolean;
  [other: string]: unknown;
};

/** The body, or the refusal of one that is not a JSON object with members of the right types. */
export async function readBody(request: Request): Promise<AuthBody | Response> {
  const source = await request.text();
  if (source === "") return {};
  if (/\0|\\u0000/.test(source)) return authError(400, "bad_json", "The request body must not contain NUL");
  let json: unknown;
  try {
    json = JSON.parse(source);
  } catch (error) {
    return authError(400, "bad_json", `Could not parse request body as JSON: ${String(error)}`);
  }
  if (!isObject(json)) return authError(400, "bad_json", "The request body must be a JSON object");
  const body = Object.fromEntries(Object.entries(json).filter(([, value]) => value !== null));
  const wrong = TEXTS.find((name) => name in body && !isText(body[name]));
  if (wrong) return invalid(`${wrong} must be text of at most ${MAX_TEXT} characters`);
  if (String(body.email ?? "").length > MAX_EMAIL)
    return invalid(`email must be at most ${MAX_EMAIL} characters`);
  if ("data" in body && !isObject(body.data)) return invalid("data must be an object");
  if ("create_user" in body && typeof body.create_user !== "boolean")
    return invalid("create_user must be true or false");
  return body;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isText(value: unknown): boolean {
  return typeof value === "string" && value.length <= MAX_TEXT;
}

function invalid(message: string): Response {
  return authError(400, "validation_failed", message);
}

const CHALLENGE = /^[a-zA-Z._~0-9-]{43,128}$/;

/** Where a mail's link shall lead, or the refusal of a broken challenge. */
export function readMailRequest(request: Request, body: AuthBody): MailRequest | Response {
  const redirectTo =
    new URL(request.url).searchParams.get("redirect_to") ?? request.headers.get("redirect_to");
  const { code_challenge: value, code_challenge_method: method } = body;
  if (!value && !method) return { redirectTo, challenge: null, afterwards: [] };
  if (!value || !method) {
    return authError(400, "validation_failed", "PKCE flow requires code_challenge_method and code_challenge");
  }
  const chosen = method.toLowerCase();
  if (!CHALLENGE.test(value) || (chosen !== "s256" && chosen !== "plain")) {
    return invalid(
      "code_challenge must be 43 to 128 characters of A-Z a-z 0-9 . _ ~ -, code_challenge_method s256 or plain",
    );
  }
  return { redirectTo, challenge: { value, method: chosen }, afterwards: [] };
}
