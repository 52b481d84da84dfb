import { hasBearer, type Service } from "./serve-services.ts";

export const RESEND_KEY = "re_abcdefgh_ijklmnop";
export const RESEND_SENDING_KEY = "re_sending_ijklmnop";

/** https://resend.com/docs/api-reference; a second call under a key gets the answer of the first. */
export function resendService(): Service {
  const answered = new Map<string, { body: string; id: string }>();
  const refuse = (statusCode: number, name: string, message: string) => ({
    status: statusCode,
    body: { statusCode, name, message },
  });
  return (request) => {
    const { method, path, headers, json, text } = request;
    if (!headers.authorization) return refuse(401, "missing_api_key", "Missing API Key");
    const maySend = hasBearer(request, RESEND_SENDING_KEY);
    if (!maySend && !hasBearer(request, RESEND_KEY))
      return refuse(401, "validation_error", "API key is invalid");
    if (method === "GET" && path === "/domains") {
      return maySend
        ? refuse(401, "restricted_api_key", "This API key is restricted to only send emails")
        : {
            body: {
              object: "list",
              has_more: false,
              data: [{ id: "d1", name: "example.com", status: "verified" }],
            },
          };
    }
    if (method !== "POST" || path !== "/emails")
      return refuse(405, "method_not_allowed", "This endpoint does not take this method");
    const missing = ["from", "to", "subject"].find((name) => !json?.[name]);
    if (missing) return refuse(422, "missing_required_field", `Missing \`${missing}\` field`);
    if (!json.from.endsWith("example.com>") && !json.from.endsWith("example.com")) {
      return refuse(403, "validation_error", "The domain is not verified");
    }
    const key = headers["idempotency-key"] ?? crypto.randomUUID();
    const before = answered.get(key);
    if (before && before.body !== text) {
      return refuse(409, "invalid_idempotent_request", "This key was used with another payload");
    }
    const answer = before ?? { body: text, id: crypto.randomUUID() };
    answered.set(key, answer);
    return { body: { id: answer.id } };
  };
}
