import type { DROPBOX } from "../../shared/connectors/dropbox.ts";
import type { Adapter } from "./adapter.ts";
import { callService, type Explain } from "./call-service.ts";
import { contentBytes } from "./content-bytes.ts";
import { at, textAt } from "./read-json.ts";

export const dropbox: Adapter<typeof DROPBOX> = {
  async test(_credential, context) {
    const { body } = await callService(
      context,
      {
        method: "POST",
        url: "https://api.dropboxapi.com/2/users/get_current_account",
        headers: { authorization: `Bearer ${context.token ?? ""}` },
      },
      explain,
    );
    return textAt(body, "email");
  },

  actions: {
    async "upload-file"({ path, ifThere, ...content }, _credential, context) {
      const { body } = await callService(
        context,
        {
          method: "POST",
          url: "https://content.dropboxapi.com/2/files/upload",
          headers: {
            authorization: `Bearer ${context.token ?? ""}`,
            "content-type": "application/octet-stream",
            "dropbox-api-arg": asciiJson({
              path,
              mode: ifThere === "overwrite" ? "overwrite" : "add",
              autorename: ifThere === "rename",
              mute: false,
              // Else a file of the same content is taken for the one that is there.
              strict_conflict: ifThere === "fail",
            }),
          },
          body: contentBytes(content),
        },
        explain,
      );
      return {
        id: textAt(body, "id"),
        name: textAt(body, "name"),
        path: textAt(body, "path_display"),
        size: at(body, "size"),
      };
    },
  },
};

/** https://www.dropbox.com/developers/documentation/http/documentation#error-handling */
const explain: Explain = ({ body, status }) => {
  const summary = textAt(body, "error_summary");
  const wait = at(body, "error", "retry_after");
  return {
    ...(summary ? { message: summary, code: summary.split("/")[0] ?? "refused" } : {}),
    ...(status === 429 ? { code: "rate_limited" } : {}),
    ...(typeof wait === "number" ? { retryAfterSeconds: wait } : {}),
    blamesSecret: status === 401 || summary.startsWith("missing_scope"),
  };
};

/** A header carries ASCII alone, so the rest is escaped as JSON allows. */
function asciiJson(value: object): string {
  return JSON.stringify(value).replace(
    /[\u007f-\uffff]/g,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
