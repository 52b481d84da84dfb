import type { SLACK } from "../../shared/connectors/slack.ts";
import type { Adapter, ConnectorContext } from "./adapter.ts";
import { callService, type ServiceAnswer, send } from "./call-service.ts";
import { ConnectorError } from "./connector-error.ts";
import { textAt } from "./read-json.ts";
import { retryAfterSeconds } from "./retry-after.ts";

const API = "https://slack.com/api";
/** Errors that say the token is at fault. https://docs.slack.dev/reference/methods/auth.test */
const OF_THE_TOKEN = new Set([
  "invalid_auth",
  "not_authed",
  "account_inactive",
  "token_revoked",
  "token_expired",
  "missing_scope",
  "no_permission",
]);
const PASSING = new Set([
  "ratelimited",
  "rate_limited",
  "internal_error",
  "fatal_error",
  "service_unavailable",
]);
/** What a webhook answers that is there, when it is sent no message. */
const NO_MESSAGE = /^(no_text|missing_text_or_fallback_or_attachments|invalid_payload)/;

export const slack: Adapter<typeof SLACK> = {
  async test(credential, context) {
    if (credential.kind === "webhook") {
      const answer = await send(context, { method: "POST", url: credential.webhook, json: {} });
      if (answer.status === 400 && NO_MESSAGE.test(answer.text)) return "an incoming webhook";
      throw ofWebhook(answer, context.now);
    }
    const { body } = await ask(context, credential.token, "auth.test", {});
    return `${textAt(body, "user")} in ${textAt(body, "team")}`;
  },

  actions: {
    async "post-message"({ channel, text, blocks, thread }, credential, context) {
      if (credential.kind !== "bot") throw otherKind("a bot token");
      const { body } = await ask(context, credential.token, "chat.postMessage", {
        channel,
        text,
        ...(blocks ? { blocks } : {}),
        ...(thread ? { thread_ts: thread } : {}),
      });
      return { channel: textAt(body, "channel"), ts: textAt(body, "ts") };
    },

    async "post-to-webhook"({ text, blocks }, credential, context) {
      if (credential.kind !== "webhook") throw otherKind("an incoming webhook");
      const json = { text, ...(blocks ? { blocks } : {}) };
      const answer = await send(context, { method: "POST", url: credential.webhook, json });
      if (answer.status !== 200) throw ofWebhook(answer, context.now);
      return { posted: true };
    },
  },
};

/** Slack answers 200 to most of what it refuses, with the reason in `error`. */
async function ask(context: ConnectorContext, token: string, method: string, json: object) {
  const answer = await callService(context, {
    method: "POST",
    url: `${API}/${method}`,
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json; charset=utf-8" },
    json,
  });
  const error = textAt(answer.body, "error");
  if (error === "" && textAt(answer.body, "ok") === "true") return answer;
  const needed = textAt(answer.body, "needed");
  throw new ConnectorError(
    error || "broken_answer",
    `Slack says ${error || "nothing"}${needed ? `: ${needed}` : ""}`,
    {
      status: answer.status,
      isRetryable: PASSING.has(error),
      blamesSecret: OF_THE_TOKEN.has(error),
    },
  );
}

/** https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks#handling_errors */
function ofWebhook(answer: ServiceAnswer, now: number): ConnectorError {
  const said = answer.text.trim().slice(0, 100);
  return new ConnectorError(
    answer.status === 429 ? "rate_limited" : said || "refused",
    `Slack answered ${answer.status}: ${said}`,
    {
      status: answer.status,
      isRetryable: answer.status === 429 || answer.status >= 500,
      retryAfterSeconds: retryAfterSeconds(answer.headers["retry-after"], now),
      blamesSecret: answer.status === 403 || answer.status === 404 || answer.status === 410,
    },
  );
}

function otherKind(wanted: string): ConnectorError {
  return new ConnectorError("wrong_connection", `this action needs a connection with ${wanted}`);
}
