import { z } from "zod";
import { action, connector } from "./connector.ts";
import { SecretText } from "./parts.ts";

const Message = z.string().min(1, "a message says something").max(40_000);
const Blocks = z
  .array(z.looseObject({ type: z.string() }))
  .max(50)
  .nullable()
  .default(null);
const BLOCKS = {
  field: "blocks",
  label: "Blocks",
  input: "json",
  help: "Block Kit, as a list; or nothing.",
} as const;

/** Messages by a bot's token, or by the address of an incoming webhook. */
export const SLACK = connector({
  key: "slack",
  name: "Slack",
  description: "Posts messages to channels.",
  docs: "https://docs.slack.dev/reference/methods/chat.postMessage",
  hosts: ["slack.com", "hooks.slack.com"],
  credential: z.discriminatedUnion("kind", [
    z.object({
      kind: z.literal("bot"),
      token: SecretText.regex(/^xox[bp]-/, "a token begins with xoxb-"),
    }),
    z.object({
      kind: z.literal("webhook"),
      webhook: z
        .string()
        .trim()
        .regex(
          /^https:\/\/hooks\.slack\.com\/services\/[\w/]{5,200}$/,
          "an incoming webhook is https://hooks.slack.com/services/…",
        ),
    }),
  ]),
  form: [
    {
      field: "kind",
      label: "Posts as",
      input: "choice",
      options: [
        { value: "bot", label: "A bot, to any channel it is in" },
        { value: "webhook", label: "An incoming webhook, to its one channel" },
      ],
    },
    {
      field: "token",
      label: "Bot token",
      input: "secret",
      placeholder: "xoxb-…",
      help: "Of an app with the scope chat:write.",
      when: { field: "kind", is: ["bot"] },
    },
    {
      field: "webhook",
      label: "Webhook",
      input: "secret",
      placeholder: "https://hooks.slack.com/services/…",
      when: { field: "kind", is: ["webhook"] },
    },
  ],
  actions: [
    action({
      key: "post-message",
      name: "Post a message",
      description: "Posts to a channel as the bot.",
      input: z.object({
        channel: z.string().trim().min(1, "name a channel").max(200),
        text: Message,
        blocks: Blocks,
        thread: z.string().max(50).default(""),
      }),
      form: [
        { field: "channel", label: "Channel", input: "template", help: "Its id (C0123456789) or #name." },
        { field: "text", label: "Message", input: "long-template" },
        {
          field: "thread",
          label: "In the thread of",
          input: "template",
          help: "The ts of a message; or nothing.",
        },
        BLOCKS,
      ],
      isRead: false,
      gives: "channel, ts",
    }),
    action({
      key: "post-to-webhook",
      name: "Post to the webhook",
      description: "Posts to the channel of the incoming webhook.",
      input: z.object({ text: Message, blocks: Blocks }),
      form: [{ field: "text", label: "Message", input: "long-template" }, BLOCKS],
      isRead: false,
      gives: "posted",
    }),
  ],
});
