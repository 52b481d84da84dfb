import type { NOTION } from "../../shared/connectors/notion.ts";
import type { Adapter } from "./adapter.ts";
import { callService, type Explain } from "./call-service.ts";
import { textAt } from "./read-json.ts";

const API = "https://api.notion.com/v1";
/** Of one request, and of one piece of text. https://developers.notion.com/reference/request-limits */
const MAX_BLOCKS = 100;
const MAX_PIECE = 2000;

export const notion: Adapter<typeof NOTION> = {
  async test({ token }, context) {
    const call = { method: "GET", url: `${API}/users/me`, headers: headersOf(token) } as const;
    const { body } = await callService(context, call, explain);
    return textAt(body, "bot", "workspace_name") || textAt(body, "name");
  },

  actions: {
    async "create-page"({ parentKind, parent, title, titleProperty, properties, text }, { token }, context) {
      const name = parentKind === "page" ? "title" : titleProperty;
      const { body } = await callService(
        context,
        {
          method: "POST",
          url: `${API}/pages`,
          headers: headersOf(token),
          json: {
            parent: parentKind === "page" ? { page_id: parent } : { database_id: parent },
            properties: { ...properties, [name]: { title: [{ text: { content: title } }] } },
            children: paragraphs(text),
          },
        },
        explain,
      );
      return { id: textAt(body, "id"), url: textAt(body, "url") };
    },
  },
};

function paragraphs(text: string) {
  const lines = text.split("\n").filter((line) => line.trim() !== "");
  return lines.slice(0, MAX_BLOCKS).map((line) => ({
    object: "block",
    type: "paragraph",
    paragraph: { rich_text: [{ type: "text", text: { content: line.slice(0, MAX_PIECE) } }] },
  }));
}

/** https://developers.notion.com/reference/status-codes */
const explain: Explain = ({ body, status }) => ({
  ...(textAt(body, "code") ? { code: textAt(body, "code"), message: textAt(body, "message") } : {}),
  blamesSecret: status === 401 || textAt(body, "code") === "restricted_resource",
  // Two writes at once met there; the later one is made again.
  ...(status === 409 ? { isRetryable: true } : {}),
});

function headersOf(token: string) {
  return { authorization: `Bearer ${token}`, "notion-version": "2022-06-28" };
}
