import { z } from "zod";
import { action, connector } from "./connector.ts";
import { SecretText, Text } from "./parts.ts";

const Id = z
  .string()
  .regex(/^[0-9a-f]{8}-?([0-9a-f]{4}-?){3}[0-9a-f]{12}$/i, "the id at the end of its address");

export const NOTION = connector({
  key: "notion",
  name: "Notion",
  description: "Adds pages to databases and pages.",
  docs: "https://developers.notion.com/reference/post-page",
  hosts: ["api.notion.com"],
  credential: z.object({ token: SecretText }),
  form: [
    {
      field: "token",
      label: "Integration secret",
      input: "secret",
      placeholder: "ntn_…",
      help: "Share the pages it shall write to with the integration.",
    },
  ],
  actions: [
    action({
      key: "create-page",
      name: "Add a page",
      description: "Adds a page to a database, or below another page.",
      input: z.object({
        parentKind: z.enum(["database", "page"]).default("database"),
        parent: Id,
        titleProperty: z.string().min(1).max(200).default("Name"),
        title: z.string().min(1, "a page has a title").max(2000),
        properties: z.record(z.string().min(1).max(200), z.json()).default({}),
        text: Text.default(""),
      }),
      form: [
        { field: "parentKind", label: "Into a", input: "choice", options: ["database", "page"] },
        { field: "parent", label: "Its id", input: "template" },
        { field: "title", label: "Title", input: "template" },
        {
          field: "titleProperty",
          label: "Column of the title",
          input: "template",
          help: "Of a database: Name.",
        },
        {
          field: "properties",
          label: "Other columns",
          input: "pairs",
          help: 'As Notion has them: {"number": 12}.',
        },
        { field: "text", label: "Text", input: "long-template", help: "A paragraph for each line." },
      ],
      isRead: false,
      gives: "id, url",
    }),
  ],
});
