import { z } from "zod";
import { action, connector } from "./connector.ts";

/** Starts Zaps that begin with "Webhooks by Zapier". */
export const ZAPIER = connector({
  key: "zapier",
  name: "Zapier",
  description: "Starts a Zap that begins with a catch hook.",
  docs: "https://help.zapier.com/hc/en-us/articles/8496288690317-Trigger-Zaps-from-webhooks",
  hosts: ["hooks.zapier.com"],
  credential: z.object({
    hook: z
      .string()
      .trim()
      .regex(
        /^https:\/\/hooks\.zapier\.com\/hooks\/catch\/[\w/-]{3,200}$/,
        "a hook is https://hooks.zapier.com/hooks/catch/…",
      ),
  }),
  form: [
    {
      field: "hook",
      label: "Hook",
      input: "secret",
      placeholder: "https://hooks.zapier.com/hooks/catch/…",
      help: 'The address that the Zap shows. Testing it sends {"floyo": "test"} there.',
    },
  ],
  actions: [
    action({
      key: "start",
      name: "Start a Zap",
      description: "Sends fields to the Zap's catch hook.",
      input: z.object({ fields: z.record(z.string().min(1).max(200), z.json()).default({}) }),
      form: [{ field: "fields", label: "Fields", input: "pairs" }],
      isRead: false,
      gives: "id, request_id",
    }),
  ],
});
