import { z } from "zod";
import { action, connector } from "./connector.ts";
import { Address } from "./parts.ts";

/** Sends signed messages to an address, in the form of Standard Webhooks 1.0. */
export const WEBHOOK = connector({
  key: "webhook",
  name: "Webhook",
  description: "Sends signed messages to a program of yours.",
  docs: "https://www.standardwebhooks.com",
  hosts: [],
  credential: z.object({
    address: Address,
    secret: z
      .string()
      .trim()
      .regex(/^whsec_[A-Za-z0-9+/]{32,88}={0,2}$/, "a secret is whsec_ and 24 to 64 bytes as base64"),
  }),
  form: [
    { field: "address", label: "Address", input: "text", placeholder: "https://example.com/hooks/floyo" },
    {
      field: "secret",
      label: "Signing secret",
      input: "secret",
      placeholder: "whsec_…",
      help: "whsec_ and 24 to 64 random bytes as base64; your program checks signatures with it.",
    },
  ],
  actions: [
    action({
      key: "send",
      name: "Send a message",
      description: "Sends an event with its payload, signed.",
      input: z.object({
        type: z
          .string()
          .regex(/^[\w.-]{1,100}$/, "a type has letters, digits, dots and dashes, such as invoice.created"),
        payload: z.json().default({}),
      }),
      form: [
        { field: "type", label: "Type", input: "template", help: "Such as invoice.created." },
        { field: "payload", label: "Payload", input: "json" },
      ],
      isRead: false,
      gives: "id, status",
    }),
  ],
});
