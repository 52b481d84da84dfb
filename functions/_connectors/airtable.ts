import type { AIRTABLE } from "../../shared/connectors/airtable.ts";
import type { Adapter } from "./adapter.ts";
import { callService, type Explain } from "./call-service.ts";
import { at, textAt } from "./read-json.ts";

const API = "https://api.airtable.com/v0";
/** Who asked too often waits this long; no header says so. https://airtable.com/developers/web/api/rate-limits */
const LIMITED_SECONDS = 30;

export const airtable: Adapter<typeof AIRTABLE> = {
  async test({ token }, context) {
    const call = { method: "GET", url: `${API}/meta/whoami`, headers: bearer(token) } as const;
    const { body } = await callService(context, call, explain);
    return textAt(body, "email") || textAt(body, "id");
  },

  actions: {
    async "create-records"({ base, table, records, typecast }, { token }, context) {
      const { body } = await callService(
        context,
        {
          method: "POST",
          url: `${API}/${base}/${encodeURIComponent(table)}`,
          headers: bearer(token),
          json: { records: records.map((fields) => ({ fields })), typecast },
        },
        explain,
      );
      const made = at(body, "records");
      return { ids: Array.isArray(made) ? made.map((record) => textAt(record, "id")) : [] };
    },
  },
};

/** An error is an object, or the code alone. */
const explain: Explain = ({ body, status }) => {
  const error = at(body, "error");
  const code = typeof error === "string" ? error : textAt(error, "type");
  const message = typeof error === "string" ? error : textAt(error, "message");
  return {
    ...(code ? { code, message: message || code } : {}),
    ...(status === 429 ? { code: "rate_limited", retryAfterSeconds: LIMITED_SECONDS } : {}),
    blamesSecret: status === 401,
  };
};

function bearer(token: string) {
  return { authorization: `Bearer ${token}` };
}
