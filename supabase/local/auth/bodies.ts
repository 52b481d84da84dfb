import { z } from "zod";
import { authError } from "../gateway/replies.ts";
import type { MailRequest } from "./mail-links.ts";

const text = z.string().max(4096);

/** The members of Auth's bodies that this adapter reads; the core judges the rest. */
export const AuthBody = z.looseObject({
  type: text.optional(),
  email: text.nullish(),
  password: text.nullish(),
  data: z.record(z.string(), z.unknown()).nullish(),
  token: text.nullish(),
  token_hash: text.nullish(),
  create_user: z.boolean().nullish(),
  refresh_token: text.nullish(),
  auth_code: text.nullish(),
  code_challenge: text.nullish(),
  code_challenge_method: text.nullish(),
});
export type AuthBody = z.infer<typeof AuthBody>;

/** The body, or the refusal of one that is not a JSON object with members of the right types. */
export async function readBody(request: Request): Promise<AuthBody | Response> {
  const source = await request.text();
  if (source === "") return {};
  let json: unknown;
  try {
    json = JSON.parse(source);
  } catch (error) {
    return authError(400, "bad_json", `Could not parse request body as JSON: ${String(error)}`);
  }
  const body = AuthBody.safeParse(json);
  if (body.success) return body.data;
  const [issue] = body.error.issues;
  return authError(
    400,
    "validation_failed",
    `${issue?.path.join(".") || "body"}: ${issue?.message ?? "invalid"}`,
  );
}

const CHALLENGE = /^[a-zA-Z._~0-9-]{43,128}$/;

/** Where a mail's link shall lead, or the refusal of a broken challenge. */
export function readMailRequest(request: Request, body: AuthBody): MailRequest | Response {
  const redirectTo =
    new URL(request.url).searchParams.get("redirect_to") ?? request.headers.get("redirect_to");
  const { code_challenge: value, code_challenge_method: method } = body;
  if (!value && !method) return { redirectTo, challenge: null };
  if (!value || !method) {
    return authError(400, "validation_failed", "PKCE flow requires code_challenge_method and code_challenge");
  }
  const chosen = method.toLowerCase();
  if (!CHALLENGE.test(value) || (chosen !== "s256" && chosen !== "plain")) {
    return authError(
      400,
      "validation_failed",
      "code_challenge must be 43 to 128 characters of A-Z a-z 0-9 . _ ~ -, code_challenge_method s256 or plain",
    );
  }
  return { redirectTo, challenge: { value, method: chosen } };
}
