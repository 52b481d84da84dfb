import { z } from "zod";
import { action, connector } from "./connector.ts";
import { SecretText } from "./parts.ts";

export const AIRTABLE = connector({
  key: "airtable",
  name: "Airtable",
  description: "Adds records to tables.",
  docs: "https://airtable.com/developers/web/api/create-records",
  hosts: ["api.airtable.com"],
  credential: z.object({ token: SecretText }),
  form: [
    {
      field: "token",
      label: "Personal access token",
      input: "secret",
      placeholder: "pat…",
      help: "With the scope data.records:write of the bases it is for.",
    },
  ],
  actions: [
    action({
      key: "create-records",
      name: "Add records",
      description: "Adds at most 10 records to a table, all or none.",
      input: z.object({
        base: z.string().regex(/^app[A-Za-z0-9]{14}$/, "the id of a base begins with app"),
        table: z.string().min(1, "name a table").max(255),
        records: z
          .array(z.record(z.string().min(1).max(255), z.json()))
          .min(1, "there is no record to add")
          .max(10, "at most 10 records at once; use a loop for more"),
        typecast: z.boolean().default(false),
      }),
      form: [
        { field: "base", label: "Base", input: "template", help: "Its id: app…" },
        { field: "table", label: "Table", input: "template", help: "Its name or id." },
        {
          field: "records",
          label: "Records",
          input: "json",
          help: 'A list: [{"Name": "{{ input.name }}"}].',
        },
        { field: "typecast", label: "Fit values to their columns", input: "yes-no" },
      ],
      isRead: false,
      gives: "ids",
    }),
  ],
});
