import { hasBearer, type Service } from "./serve-services.ts";

export const SLACK_TOKEN = "xoxb-test";
export const SLACK_HOOK = "https://hooks.slack.com/services/T0001/B0001/abcdefghijkl";

/** https://docs.slack.dev/reference/methods/chat.postMessage, auth.test */
export const slackApi: Service = (request) => {
  const { method, path, headers, json } = request;
  if (method !== "POST" || !headers["content-type"]?.startsWith("application/json")) {
    return { body: { ok: false, error: "invalid_post_type" } };
  }
  if (!headers.authorization) return { body: { ok: false, error: "not_authed" } };
  if (!hasBearer(request, SLACK_TOKEN)) return { body: { ok: false, error: "invalid_auth" } };
  if (path === "/api/auth.test") {
    return {
      body: {
        ok: true,
        url: "https://crew.slack.com/",
        team: "Crew",
        user: "floyo",
        team_id: "T0001",
        user_id: "U0001",
      },
    };
  }
  if (path !== "/api/chat.postMessage") return { body: { ok: false, error: "unknown_method" } };
  if (json?.channel !== "C0001") return { body: { ok: false, error: "channel_not_found" } };
  if (!json.text && !json.blocks) return { body: { ok: false, error: "no_text" } };
  return {
    body: {
      ok: true,
      channel: json.channel,
      ts: "1700000000.000100",
      message: { text: json.text, type: "message", user: "U0001" },
    },
  };
};

/** https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks */
export const slackHooks: Service = ({ method, path, json }) => {
  const plain = { "content-type": "text/html" };
  if (method !== "POST" || json === null) return { status: 400, headers: plain, body: "invalid_payload" };
  if (path !== new URL(SLACK_HOOK).pathname) return { status: 404, headers: plain, body: "no_service" };
  if (!json.text && !json.blocks) return { status: 400, headers: plain, body: "no_text" };
  return { headers: plain, body: "ok" };
};
