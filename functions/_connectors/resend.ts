import type { RESEND } from "../../shared/connectors/resend.ts";
import type { Adapter } from "./adapter.ts";
import { callService, type Explain, refusalOf, send } from "./call-service.ts";
import { at, textAt } from "./read-json.ts";

const API = "https://api.resend.com";

export const resend: Adapter<typeof RESEND> = {
  async test({ apiKey }, context) {
    const answer = await send(context, { method: "GET", url: `${API}/domains`, headers: bearer(apiKey) });
    // A key that may only send is a good key, and says so by refusing this.
    if (textAt(answer.body, "name") === "restricted_api_key") return "a key that sends";
    if (answer.status >= 400) throw refusalOf(answer, explain(answer), context.now);
    const domains = at(answer.body, "data");
    const names = Array.isArray(domains) ? domains.map((domain) => textAt(domain, "name")) : [];
    return names.slice(0, 3).join(", ");
  },

  actions: {
    async "send-mail"({ from, to, cc, bcc, replyTo, subject, text, html }, { apiKey }, context) {
      const { body } = await callService(
        context,
        {
          method: "POST",
          url: `${API}/emails`,
          headers: bearer(apiKey),
          json: {
            from,
            to,
            subject,
            text,
            ...(cc.length > 0 ? { cc } : {}),
            ...(bcc.length > 0 ? { bcc } : {}),
            ...(replyTo.length > 0 ? { reply_to: replyTo } : {}),
            ...(html ? { html } : {}),
          },
          isKeyed: true,
        },
        explain,
      );
      return { id: textAt(body, "id") };
    },
  },
};

/** https://resend.com/docs/api-reference/errors */
const explain: Explain = ({ body, status }) => {
  const name = textAt(body, "name");
  const message = textAt(body, "message");
  return {
    ...(name ? { code: name, message } : {}),
    blamesSecret: status === 401 || name === "invalid_api_key" || /api key is invalid/i.test(message),
    // The first call under this key is still at work there.
    ...(name === "concurrent_idempotent_requests" ? { isRetryable: true } : {}),
  };
};

function bearer(apiKey: string) {
  return { authorization: `Bearer ${apiKey}` };
}
